import { infiniteQueryOptions } from '@tanstack/react-query';
import { request, type Schemas } from './client';
import type { RecordRow } from './records';

/** Records that share a match key, or look alike, and stand apart. */
export interface DuplicateGroup extends Omit<Schemas['DuplicateGroup'], 'records'> {
  records: RecordRow[];
}

export type DuplicateState = DuplicateGroup['state'];

/** Likeliest first. */
export const duplicatesQuery = (object: string, state: DuplicateState) =>
  infiniteQueryOptions({
    queryKey: ['duplicates', object, state],
    queryFn: ({ pageParam, signal }) => request<{ items: DuplicateGroup[]; page: Schemas['Page'] }>('GET', '/duplicates', { query: { object, state, limit: 20, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => (last.page.has_more ? last.page.next_cursor : undefined),
    refetchInterval: 30_000,
  });

/** Not the same: remembered, also by matching. */
export function dismissDuplicate(id: string): Promise<DuplicateGroup> {
  return request('POST', `/duplicates/${id}:dismiss`);
}

export function reopenDuplicate(id: string): Promise<DuplicateGroup> {
  return request('POST', `/duplicates/${id}:reopen`);
}
