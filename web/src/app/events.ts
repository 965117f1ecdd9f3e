import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { sessionQuery } from '@/api/session';

/**
 * Follows what happens on the server and refreshes what is shown. Names and contents of the events are those of `GET /events`. What was
 * announced while the page is hidden is read when it is seen again.
 */
const concerned: Record<string, (detail: { object?: string; id?: string }) => unknown[][]> = {
  change: ({ object, id }) => [
    ['records', object, 'list'],
    ['records', object, 'one', id],
    ['summary'],
    ['duplicates', object],
  ],
  run: ({ id }) => [['runs'], ['imports'], ['run', id]],
  sync: () => [['syncs']],
  alert: () => [['alerts']],
  problem: () => [['problems'], ['reviews']],
  // More happened than can be told: all that is shown is read again.
  reset: () => [[]],
};

const GATHER_MS = 400;

export function useServerEvents() {
  const client = useQueryClient();
  useEffect(() => {
    const after = client.getQueryData(sessionQuery.queryKey)?.events_after;
    const source = new EventSource(`/api/v1/events${after === undefined ? '' : `?after=${after}`}`);
    const waiting = new Map<string, unknown[]>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      for (const queryKey of waiting.values()) void client.invalidateQueries({ queryKey });
      waiting.clear();
    };
    for (const [name, keys] of Object.entries(concerned)) {
      source.addEventListener(name, (event) => {
        let detail = {};
        try {
          detail = JSON.parse(event.data) as object;
        } catch {
          // An event without detail concerns all of its kind.
        }
        for (const key of keys(detail)) waiting.set(JSON.stringify(key), key.filter((part) => part !== undefined));
        timer ??= setTimeout(flush, GATHER_MS);
      });
    }
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [client]);
}
