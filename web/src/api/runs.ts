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

export const runsQuery = infiniteQueryOptions({
  queryKey: ['runs'],
  queryFn: ({ pageParam, signal }) => take(api.GET('/api/v1/runs', { params: { query: { limit: pageSize, cursor: pageParam || undefined } }, signal })),
  initialPageParam: '',
  getNextPageParam: next,
});

export const importsQuery = infiniteQueryOptions({
  queryKey: ['imports'],
  queryFn: ({ pageParam, signal }) => take(api.GET('/api/v1/imports', { params: { query: { limit: pageSize, cursor: pageParam || undefined } }, signal })),
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

export function cancelImport(id: string): Promise<Run> {
  return take(api.POST('/api/v1/imports/{id}:cancel', { params: { path: { id } } }));
}
