import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
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

/** Decided later: waits again from this moment on. */
export function putOffDuplicate(id: string, until: string): Promise<DuplicateGroup> {
  return request('POST', `/duplicates/${id}:later`, { body: { until } });
}

/** One group, with what follows each of its records in a merge. */
export const duplicateQuery = (id: string) =>
  queryOptions({
    queryKey: ['duplicates', 'one', id],
    queryFn: ({ signal }) => request<DuplicateGroup>('GET', `/duplicates/${id}`, { signal }),
    staleTime: 60_000,
  });

export type DuplicateRule = Schemas['DuplicateRule'];

/** From which score on groups are merged without a person, and what `mergeFrom` would have done so far. */
export const duplicateRuleQuery = (object: string, mergeFrom?: number) =>
  queryOptions({
    queryKey: ['duplicates', object, 'rule', mergeFrom],
    queryFn: ({ signal }) => request<DuplicateRule>('GET', '/duplicates/rule', { query: { object, merge_from: mergeFrom }, signal }),
  });

export function setDuplicateRule(object: string, mergeFrom: number | null): Promise<DuplicateRule> {
  return request('PUT', '/duplicates/rule', { body: { object, merge_from: mergeFrom } });
}
