import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { request, type Schemas } from './client';

/** A record as the API answers it: standard members, then one per field of its object. */
export interface RecordRow {
  id: string;
  version: number;
  created_at: string;
  updated_at: string;
  external_ids?: Record<string, string[]>;
  expanded?: Record<string, RecordRow | null>;
  [field: string]: unknown;
}

export interface RecordPage {
  items: RecordRow[];
  page: Schemas['Page'];
}

export interface RecordList {
  filter?: string;
  sort?: string;
  fields?: string;
  expand?: string;
  count?: 'none' | 'estimated' | 'exact';
  state?: 'live' | 'deleted';
  limit?: number;
}

/** One after another, the pages of a list of records. */
export const recordsQuery = (object: string, list: RecordList) =>
  infiniteQueryOptions({
    queryKey: ['records', object, 'list', list],
    queryFn: ({ pageParam, signal }) =>
      request<RecordPage>('GET', `/${object}`, {
        query: { limit: 100, ...list, cursor: pageParam, count: pageParam ? undefined : list.count },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => (last.page.has_more ? last.page.next_cursor : undefined),
  });

const GATHERED_AT_ONCE = 500;

/** All records of a list, page by page, at most `max` of them; `isWhole` is false where there are more. */
export async function gatherRecords(object: string, list: RecordList, max: number): Promise<{ records: RecordRow[]; isWhole: boolean }> {
  const records: RecordRow[] = [];
  let cursor: string | null | undefined;
  do {
    const { items, page }: RecordPage = await request('GET', `/${object}`, { query: { filter: list.filter, sort: list.sort, state: list.state, limit: GATHERED_AT_ONCE, cursor: cursor ?? undefined } });
    records.push(...items);
    cursor = page.has_more ? page.next_cursor : undefined;
  } while (cursor && records.length < max);
  return { records: records.slice(0, max), isWhole: !cursor && records.length <= max };
}

/** Records found by words, best first. */
export const searchQuery = (object: string, words: string, limit = 20) =>
  queryOptions({
    queryKey: ['records', object, 'search', words, limit],
    queryFn: ({ signal }) => request<RecordPage & { index?: Schemas['Index'] }>('POST', `/${object}:search`, { body: { q: words, limit }, signal }),
    enabled: words.trim() !== '',
    staleTime: 10_000,
  });

export const recordQuery = (object: string, id: string) =>
  queryOptions({
    queryKey: ['records', object, 'one', id],
    queryFn: ({ signal }) => request<RecordRow>('GET', `/${object}/${id}`, { signal }),
  });

export const historyQuery = (object: string, id: string) =>
  infiniteQueryOptions({
    queryKey: ['records', object, 'one', id, 'history'],
    queryFn: ({ pageParam, signal }) => request<Schemas['ChangePage']>('GET', `/${object}/${id}/history`, { query: { cursor: pageParam, limit: 50 }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => (last.page.has_more ? last.page.next_cursor : undefined),
  });

export const lineageQuery = (object: string, id: string) =>
  queryOptions({
    queryKey: ['records', object, 'one', id, 'lineage'],
    queryFn: ({ signal }) => request<Schemas['Lineage']>('GET', `/${object}/${id}/lineage`, { signal }),
  });

export const sourcesOfQuery = (object: string, id: string) =>
  queryOptions({
    queryKey: ['records', object, 'one', id, 'sources'],
    queryFn: ({ signal }) => request<Schemas['SourcePage']>('GET', `/${object}/${id}/sources`, { signal }),
  });

export const timelineQuery = (object: string, id: string) =>
  infiniteQueryOptions({
    queryKey: ['records', object, 'one', id, 'timeline'],
    queryFn: ({ pageParam, signal }) => request<Schemas['TimelinePage']>('GET', `/${object}/${id}/timeline`, { query: { limit: 50, cursor: pageParam || undefined }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => (last.page.has_more ? last.page.next_cursor : undefined),
  });

export type RecordSync = Schemas['RecordSync'];

/** How a record stands with each sync that reads or writes it. */
export const syncsOfQuery = (object: string, id: string) =>
  queryOptions({
    queryKey: ['records', object, 'one', id, 'syncs'],
    queryFn: async ({ signal }) => (await request<Schemas['RecordSyncPage']>('GET', `/${object}/${id}/syncs`, { signal })).items,
  });

export interface Duplicate {
  matched_by: string[];
  record: RecordRow;
}

export const duplicatesOfQuery = (object: string, id: string) =>
  queryOptions({
    queryKey: ['records', object, 'one', id, 'duplicates'],
    queryFn: ({ signal }) => request<{ items: Duplicate[] }>('POST', `/${object}/duplicates:find`, { body: { id }, signal }),
  });

export function createRecord(object: string, values: Record<string, unknown>): Promise<RecordRow> {
  return request('POST', `/${object}`, { body: values });
}

/** Changes values of the version that was read; 412 where somebody else was faster. */
export function changeRecord(object: string, id: string, values: Record<string, unknown>, version?: number): Promise<RecordRow> {
  return request('PATCH', `/${object}/${id}`, { body: values, headers: version === undefined ? undefined : { 'If-Match': `"${version}"` } });
}

/** Deletes the version that was read; 412 where somebody changed it meanwhile. */
export function deleteRecord(object: string, id: string, version: number): Promise<void> {
  return request('DELETE', `/${object}/${id}`, { headers: { 'If-Match': `"${version}"` } });
}

export function restoreRecord(object: string, id: string): Promise<RecordRow> {
  return request('POST', `/${object}/${id}:restore`);
}

export interface BatchItem {
  op: 'create' | 'update' | 'delete' | 'restore';
  ref?: string;
  id?: string;
  version?: number;
  record?: Record<string, unknown>;
}

export type BatchLine = Schemas['BatchResult']['items'][number];

export function batchRecords(object: string, items: BatchItem[]): Promise<Schemas['BatchResult']> {
  return request('POST', `/${object}:batch`, { body: { items } });
}

export function mergeRecords(object: string, survivor: string, absorbed: string[]): Promise<RecordRow> {
  return request('POST', `/${object}:merge`, { body: { survivor, absorbed } });
}

/** What each value would be if these were merged, and by which rule. */
export const mergePreviewQuery = (object: string, survivor: string, absorbed: string[]) =>
  queryOptions({
    queryKey: ['records', object, 'merge', survivor, ...absorbed],
    queryFn: ({ signal }) => request<Schemas['Lineage']>('POST', `/${object}:preview-merge`, { body: { survivor, absorbed }, signal }),
    // Refused where they hold different official numbers: the merge says so as well.
    retry: false,
    staleTime: 30_000,
  });

export function unmergeRecord(object: string, id: string, records?: string[]): Promise<{ items: RecordRow[] }> {
  return request('POST', `/${object}/${id}:unmerge`, { body: records ? { records } : {} });
}

/** Lets the live syncs that write this record do so now; those that it asked. */
export function pushRecord(object: string, id: string): Promise<Schemas['SyncsAsked']> {
  return request('POST', `/${object}/${id}:push`);
}

/** Lets the live syncs that read this record look now for what changed there. */
export function pullRecord(object: string, id: string): Promise<Schemas['SyncsAsked']> {
  return request('POST', `/${object}/${id}:pull`);
}
