import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, request, type Schemas, take } from './client';
import { isStatus } from './errors';

export type ProblemGroup = Schemas['ProblemGroup'];
export type ProblemRecord = Schemas['ProblemRecord'];
export type ProblemNote = Schemas['ProblemNote'];
export type Alert = Schemas['Alert'];
export type Review = Schemas['Review'];

export const problemsQuery = queryOptions({
  queryKey: ['problems'],
  queryFn: async ({ signal }) => (await take(api.GET('/api/v1/problems', { signal }))).items,
  staleTime: 15_000,
});

/** Null when no row waits for this cause any more. */
export const problemQuery = (id: string) =>
  queryOptions({
    queryKey: ['problems', id],
    queryFn: async ({ signal }): Promise<ProblemGroup | null> => {
      try {
        return await request<ProblemGroup>('GET', `/problems/${encodeURIComponent(id)}`, { signal });
      } catch (error) {
        if (isStatus(error, 404)) return null;
        throw error;
      }
    },
    staleTime: 10_000,
  });

export const problemRecordsQuery = (id: string, state: 'open' | 'ended') =>
  infiniteQueryOptions({
    queryKey: ['problems', id, 'records', state],
    queryFn: ({ pageParam, signal }) => request<Schemas['ProblemRecordPage']>('GET', `/problems/${encodeURIComponent(id)}/records`, { query: { limit: 100, state, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => (last.page.has_more ? last.page.next_cursor : undefined),
  });

/** How a refused row ended. */
export interface RowEnd {
  how?: string;
  by?: string;
  at?: string;
  run?: string | null;
  reason?: string;
  values?: Record<string, unknown>;
}

const PAGES_MAX = 20;

/** One open row of a cause; null when it does not wait any more. */
export const problemRowQuery = (id: string, row: string) =>
  queryOptions({
    queryKey: ['problems', id, 'row', row],
    queryFn: async ({ signal }): Promise<ProblemRecord | null> => {
      let cursor = '';
      for (let page = 0; page < PAGES_MAX; page++) {
        const found = await request<Schemas['ProblemRecordPage']>('GET', `/problems/${encodeURIComponent(id)}/records`, { query: { limit: 100, state: 'open', cursor }, signal });
        const record = found.items.find((each) => each.id === row);
        if (record) return record;
        if (!found.page.has_more) return null;
        cursor = found.page.next_cursor ?? '';
      }
      return null;
    },
    staleTime: 60_000,
  });

const NOTES_POLL_MS = 30_000;

/** What people said about a cause and did about it, newest first; there even when no row waits any more. */
export const problemNotesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['problems', id, 'notes'],
    queryFn: ({ pageParam, signal }) => request<Schemas['ProblemNotePage']>('GET', `/problems/${encodeURIComponent(id)}/notes`, { query: { limit: 50, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => (last.page.has_more ? last.page.next_cursor : undefined),
    // Others write too, and no event tells of it.
    refetchInterval: NOTES_POLL_MS,
  });

export function addNote(id: string, text: string): Promise<ProblemNote> {
  return request('POST', `/problems/${encodeURIComponent(id)}/notes`, { body: { text } });
}

/** How many open rows of these causes a sync met: those that were refused, and those that wait for a decision. */
export function problemsOfSync(groups: ProblemGroup[], sync: string): { failing: number; held: number; ids: string[] } {
  const mine = groups.flatMap((group) => {
    const count = group.by_sync.find((each) => each.sync === sync)?.count ?? 0;
    // How many of a cause wait is known for all syncs together; a cause either waits or is refused.
    return count > 0 ? [{ id: group.id, count, isHeld: group.held > 0 }] : [];
  });
  const sum = (isHeld: boolean) => mine.filter((each) => each.isHeld === isHeld).reduce((total, each) => total + each.count, 0);
  return { failing: sum(false), held: sum(true), ids: mine.map((each) => each.id) };
}

/** Rows that fit several records wait for a person just as questions do. */
export function heldGroups(groups: ProblemGroup[] | undefined): ProblemGroup[] {
  return (groups ?? []).filter((group) => group.held > 0);
}

/** How many decisions wait for a person: questions, and rows that fit several records. */
export function countWaiting(reviews: Review[] | undefined, groups: ProblemGroup[] | undefined): number {
  return (reviews?.length ?? 0) + heldGroups(groups).reduce((sum, group) => sum + group.held, 0);
}

export const reviewsQuery = (state: 'open' | 'settled' | 'obsolete' = 'open') =>
  queryOptions({
    queryKey: ['reviews', state],
    queryFn: async ({ signal }) => (await request<Schemas['ReviewPage']>('GET', '/reviews', { query: { limit: 200, state }, signal })).items,
    staleTime: 15_000,
  });

export const alertsQuery = (open?: boolean) =>
  queryOptions({
    queryKey: ['alerts', open],
    queryFn: async ({ signal }) => (await take(api.GET('/api/v1/alerts', { params: { query: { limit: 100, open } }, signal }))).items,
    staleTime: 15_000,
  });

/** Who looks after a cause, until when it may wait, and why; null takes away. */
export function changeProblem(id: string, change: Schemas['ProblemCare']): Promise<ProblemGroup> {
  return request('PATCH', `/problems/${encodeURIComponent(id)}`, { body: change });
}

export function testProblem(id: string, record: string, values: Record<string, unknown>) {
  return take(api.POST('/api/v1/problems/{id}:test', { params: { path: { id } }, body: { record, values } }));
}

export function replayProblem(id: string, body: Schemas['ProblemReplay']) {
  return take(api.POST('/api/v1/problems/{id}:replay', { params: { path: { id } }, body }));
}

export function excludeProblem(id: string, body: Schemas['ProblemExclude']) {
  return take(api.POST('/api/v1/problems/{id}:exclude', { params: { path: { id } }, body }));
}

/** What is chosen; `reason` is needed to turn a preview down, `external_id` to say which record of the other system it is. */
export type Answer = Schemas['ReviewSettle'];

export function settleReview(id: string, answer: Answer) {
  return take(api.POST('/api/v1/reviews/{id}:settle', { params: { path: { id } }, body: answer }));
}

/** What a row is that fits several records. */
export type HeldDecision = Schemas['ProblemDecide'];

export function decideProblem(id: string, body: HeldDecision): Promise<Schemas['ProblemReplayed']> {
  return request('POST', `/problems/${encodeURIComponent(id)}:decide`, { body });
}
