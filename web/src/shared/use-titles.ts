import { useQueries } from '@tanstack/react-query';
import { request } from '@/api/client';
import { useObject } from '@/api/objects';
import type { RecordPage } from '@/api/records';
import { titleOf } from './value-text';

const NAMED_A_CALL = 100;

/** What records are called now, by id; those that do not exist are missing. */
export function useTitles(object: string, ids: string[]): Map<string, string> {
  const definition = useObject(object);
  const groups = Array.from({ length: Math.ceil(ids.length / NAMED_A_CALL) }, (_, index) => ids.slice(index * NAMED_A_CALL, (index + 1) * NAMED_A_CALL));
  return useQueries({
    queries: groups.map((group) => ({
      queryKey: ['records', object, 'names', group],
      queryFn: ({ signal }: { signal: AbortSignal }) => request<RecordPage>('GET', `/${object}`, { query: { filter: `id IN (${group.map((id) => `"${id}"`).join(', ')})`, limit: NAMED_A_CALL }, signal }),
      staleTime: 60_000,
    })),
    combine: (results) => new Map(results.flatMap((result) => result.data?.items ?? []).map((record) => [record.id, titleOf(record, definition)])),
  });
}
