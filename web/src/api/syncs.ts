import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, request, type Schemas, send, take } from './client';
import { isStatus } from './errors';

export type Sync = Schemas['Sync'];
export type SyncDefinition = Schemas['SyncDefinition'];

/** One line of a mapping, from columns of the source to a field. */
export interface MappingRule {
  from: string | string[];
  to: string;
  transform?: unknown[];
  required?: boolean;
  [more: string]: unknown;
}

export interface Mapping {
  version: number;
  object: string;
  fields: MappingRule[];
  [more: string]: unknown;
}

export const syncsQuery = queryOptions({
  queryKey: ['syncs'],
  queryFn: async ({ signal }) => (await take(api.GET('/api/v1/syncs', { signal }))).items,
  staleTime: 10_000,
  refetchInterval: 30_000,
});

export const syncQuery = (id: string) =>
  queryOptions({
    queryKey: ['syncs', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/syncs/{id}', { params: { path: { id } }, signal })),
    refetchInterval: 15_000,
  });

export const syncVersionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['syncs', id, 'versions'],
    queryFn: async ({ signal }) => (await take(api.GET('/api/v1/syncs/{id}/versions', { params: { path: { id }, query: { limit: 50 } }, signal }))).items,
  });

export const syncVersionQuery = (id: string, version: number, against?: number) =>
  queryOptions({
    queryKey: ['syncs', id, 'versions', version, against],
    queryFn: ({ signal }) => take(api.GET('/api/v1/syncs/{id}/versions/{version}', { params: { path: { id, version }, query: { against } }, signal })),
  });

/** Where a record of a sync stands. */
export type Standing = 'in_sync' | 'left_out' | 'failing' | 'waiting';

export interface SyncMember {
  record: string | null;
  external_id: string | null;
  code: string | null;
  detail: string | null;
  /** For a row that was refused or waits: its problem, the row of it, and how it came. */
  problem: string | null;
  row: string | null;
  values: Record<string, unknown> | null;
}

/** How many records stand where; counting reads them all, so it is asked seldom. */
export const syncCountsQuery = (id: string) =>
  queryOptions({
    queryKey: ['syncs', id, 'counts'],
    queryFn: ({ signal }) => request<Record<Standing, number>>('GET', `/syncs/${id}/counts`, { signal }),
    staleTime: 15_000,
  });

export const syncRecordsQuery = (id: string, standing: Standing) =>
  infiniteQueryOptions({
    queryKey: ['syncs', id, 'records', standing],
    queryFn: ({ pageParam, signal }) => request<{ items: SyncMember[]; page: Schemas['Page'] }>('GET', `/syncs/${id}/records`, { query: { limit: 100, state: standing, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => (last.page.has_more ? last.page.next_cursor : undefined),
  });

export function createSync(definition: SyncDefinition): Promise<Sync> {
  return request('POST', '/syncs', { body: definition });
}

/** Changes the version of a sync that was read, as a new one; members that are null are taken away (RFC 7396). 412 where somebody else was faster. */
export function changeSync(id: string, patch: Record<string, unknown>, version: number): Promise<Sync> {
  return request('PATCH', `/syncs/${id}`, { body: patch, headers: { 'If-Match': `"${version}"` } });
}

/** A sync that was saved by somebody else while it was changed here. */
export interface Meanwhile {
  current: Sync;
  by?: string;
  at?: string;
}

export function meanwhileOf(error: unknown): Meanwhile | undefined {
  if (!isStatus(error, 412)) return undefined;
  const { current, changed_by, changed_at } = error.problem;
  return current && { current: current as unknown as Sync, by: changed_by, at: changed_at };
}

export function archiveSync(id: string): Promise<void> {
  return request('DELETE', `/syncs/${id}`);
}

export type SyncAction = 'pause' | 'resume' | 'run' | 'reconcile';

export function actOnSync<Answer = Sync>(id: string, action: SyncAction, body?: unknown): Promise<Answer> {
  return request('POST', `/syncs/${id}:${action}`, { body });
}

/** Lets the version that was looked at run by its triggers; 412 where somebody changed the sync meanwhile. */
export function goLive(sync: Sync, body?: Schemas['GoLiveInput']): Promise<Sync> {
  return request('POST', `/syncs/${sync.id}:go-live`, { body, headers: { 'If-Match': `"${sync.version}"` } });
}

export function previewSync(id: string, body?: Schemas['SyncRunInput']): Promise<Schemas['SyncPreview']> {
  return request('POST', `/syncs/${id}:preview`, { body });
}

/** What a version of a sync would do. Apart from the syncs themselves, which are read again whenever one runs: that would begin an open preview anew. */
export const previewQuery = (id: string, version: number | undefined, mode: 'auto' | 'full' = 'auto') =>
  queryOptions({
    queryKey: ['previews', id, version, mode],
    queryFn: () => previewSync(id, mode === 'full' ? { mode } : {}),
    enabled: version !== undefined,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
/** Everything that a preview foretells as a workbook; refused when something has changed since. */
export async function previewWorkbook(id: string, plan: string | null): Promise<Blob> {
  return (await send('GET', `/syncs/${id}/preview-rows`, { query: { plan, format: 'xlsx' }, headers: { Accept: '*/*' } })).blob();
}

/** Somebody else lets exactly this preview be done, or says why not. */
export function requestApproval(id: string, body: Schemas['ApprovalRequest']): Promise<Schemas['Review']> {
  return request('POST', `/syncs/${id}:request-approval`, { body });
}

/** Does what a preview foretold; with `only`, what becomes of these records, by their ids there. */
export function applySync(id: string, plan: string, only?: string[]): Promise<Schemas['SyncPass']> {
  return request('POST', `/syncs/${id}:apply`, { body: { plan, only } });
}

export function pushBackSync(id: string, run: string): Promise<Schemas['PushedBack']> {
  return request('POST', `/syncs/${id}:push-back`, { body: { run } });
}
