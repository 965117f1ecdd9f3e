import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, request, type Schemas, take } from './client';

export type Run = Schemas['Run'];
export type Change = Schemas['Change'];

/** The counts of a run's report that screens show; runs of other kinds leave some out. */
export interface RunReport {
  read?: number;
  created?: number;
  updated?: number;
  unchanged?: number;
  merged?: number;
  rejected?: number;
  held?: number;
  resolved?: number;
  [name: string]: unknown;
}

const pageSize = 50;
const next = (last: { page: Schemas['Page'] }) => (last.page.has_more ? last.page.next_cursor : undefined);

/** The newest runs of one sync. */
export const runsOfSyncQuery = (sync: string) =>
  queryOptions({
    queryKey: ['runs', 'of', sync],
    queryFn: async ({ signal }) => (await take(api.GET('/api/v1/runs', { params: { query: { limit: 200, sync } }, signal }))).items,
    refetchInterval: 10_000,
  });

export interface RunFilter {
  /** Kinds, separated by commas. */
  kind?: string;
  state?: Run['state'];
  sync?: string;
}

export const runsQuery = ({ kind, state, sync }: RunFilter = {}) =>
  infiniteQueryOptions({
    queryKey: ['runs', 'list', kind, state, sync],
    queryFn: ({ pageParam, signal }) => request<Schemas['RunPage']>('GET', '/runs', { query: { limit: pageSize, kind, state, sync, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: next,
  });

export const importsQuery = infiniteQueryOptions({
  queryKey: ['imports'],
  queryFn: ({ pageParam, signal }) => take(api.GET('/api/v1/imports', { params: { query: { limit: pageSize, kind: 'import', cursor: pageParam || undefined } }, signal })),
  initialPageParam: '',
  getNextPageParam: next,
});

const WORKING_POLL_MS = 500;

/** True while the numbers of a run still move. */
export function isWorking(run: Run | undefined): boolean {
  return run?.state === 'queued' || run?.state === 'running';
}

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: ['run', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/runs/{id}', { params: { path: { id } }, signal })),
    refetchInterval: (query) => (isWorking(query.state.data) ? WORKING_POLL_MS : false),
  });

export const runRecordsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['run', id, 'records'],
    queryFn: ({ pageParam, signal }) => take(api.GET('/api/v1/runs/{id}/records', { params: { path: { id }, query: { limit: 100, cursor: pageParam || undefined } }, signal })),
    initialPageParam: '',
    getNextPageParam: next,
  });

export const runWritesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['run', id, 'writes'],
    queryFn: ({ pageParam, signal }) => take(api.GET('/api/v1/runs/{id}/writes', { params: { path: { id }, query: { limit: 100, cursor: pageParam || undefined } }, signal })),
    initialPageParam: '',
    getNextPageParam: next,
  });

export type RefusedRow = Schemas['RefusedRow'];

/** Rows of a run that could not be applied, open or settled. */
export const runRefusedQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['run', id, 'refused'],
    queryFn: ({ pageParam, signal }) => take(api.GET('/api/v1/runs/{id}/refused', { params: { path: { id }, query: { limit: 100, cursor: pageParam || undefined } }, signal })),
    initialPageParam: '',
    getNextPageParam: next,
  });

/** Applies chosen refused rows of a run again, whatever their causes. */
export function replayRunRows(id: string, records: string[]): Promise<Schemas['ProblemReplayed']> {
  return take(api.POST('/api/v1/runs/{id}:replay', { params: { path: { id } }, body: { records } }));
}

/** Whether a run wrote to the other system: its report counts other things then. A run that has only begun says by its mode which it is. */
export function isWriting(run: Run): boolean {
  const report = run.report as RunReport | null;
  if (report?.mode === 'outbound' || report?.mode === 'push_back') return true;
  return report?.read === undefined && (run.kind === 'push_back' || (run.kind === 'sync' && report !== null && Object.keys(report).length > 0));
}

export function rollbackRun(id: string, dryRun: boolean): Promise<Schemas['Rollback']> {
  return take(api.POST('/api/v1/runs/{id}:rollback', { params: { path: { id }, query: { dry_run: dryRun } } }));
}

export interface ImportOptions {
  object: string;
  source?: string;
  match?: string;
  encoding?: string;
  sheet?: string;
  policy?: 'merge' | 'review';
  /** YAML, of which JSON is a part. */
  mapping?: string;
  dry_run?: boolean;
}

export function createImport(file: File, { mapping, ...options }: ImportOptions): Promise<Run> {
  const query = { ...options, file_name: file.name };
  if (mapping === undefined) return request('POST', '/imports', { query, body: file, headers: { 'Content-Type': 'application/octet-stream' } });
  const body = new FormData();
  body.set('file', file);
  body.set('mapping', new Blob([mapping]));
  return request('POST', '/imports', { query, body });
}

/** Does exactly what was previewed; refused when object or file are not as they were. */
export function applyImport(preview: string): Promise<Run> {
  return request('POST', `/imports/${preview}:apply`);
}

export function cancelImport(id: string): Promise<Run> {
  return take(api.POST('/api/v1/imports/{id}:cancel', { params: { path: { id } } }));
}

/** Where the rows came from or went to. */
export function sourceOfRun(run: Run): string {
  const named = (run.report as RunReport | null)?.source;
  return run.source ?? (typeof named === 'string' ? named : '');
}

/** Records that were created, changed or deleted in the other system. */
export function writtenOf(report: RunReport): number {
  return ['written_created', 'written_updated', 'written_deleted'].reduce((sum, name) => sum + (typeof report[name] === 'number' ? report[name] : 0), 0);
}

/** What a person has to say something about: rows that fit several records, and changes of ours before they are written. */
export function waitingOf(report: RunReport): number {
  return ['held', 'conflicts', 'unsettled'].reduce((sum, name) => sum + (typeof report[name] === 'number' ? report[name] : 0), 0);
}

/** Rows that were refused here, or records that the other system refused. */
export function rejectedOf(report: RunReport): number {
  return (report.rejected ?? 0) + (typeof report.refused === 'number' ? report.refused : 0);
}
