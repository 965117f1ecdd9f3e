import { queryOptions, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { api, type Schemas, take } from './client';

export type Preferences = Schemas['Preferences'];

/** What somebody chose for themselves, on every device. A server that does not say leaves everything as at first. */
export const preferencesQuery = queryOptions({
  queryKey: ['preferences'],
  queryFn: ({ signal }): Promise<Preferences> => take(api.GET('/api/v1/preferences', { signal })).catch(() => ({})),
  staleTime: Infinity,
});

function present<Value>(members: Record<string, Value | undefined>): Record<string, Value> {
  return Object.fromEntries(Object.entries(members).filter((member): member is [string, Value] => member[1] !== undefined));
}

interface Change extends Omit<Preferences, 'columns'> {
  /** Lists without columns of their own are as at first. */
  columns?: Record<string, string[] | undefined>;
}

/** The newest choices that the server has not been told yet. */
let untold: Preferences | undefined;
let isTelling = false;

/** Tells the server one after another, the newest last: two at once may arrive the other way round. A call under way outlives the page. */
async function tell(client: QueryClient) {
  if (isTelling) return;
  isTelling = true;
  try {
    while (untold) {
      const body = untold;
      untold = undefined;
      await take(api.PUT('/api/v1/preferences', { body, keepalive: true }));
    }
  } catch {
    untold = undefined;
    await client.invalidateQueries({ queryKey: preferencesQuery.queryKey });
  } finally {
    isTelling = false;
  }
}

/** Keeps a choice. It holds at once; that the server keeps it is not waited for. */
export function useKeepPreferences(): (change: Change) => void {
  const client = useQueryClient();
  return (change) => {
    const before = client.getQueryData(preferencesQuery.queryKey) ?? {};
    const body: Preferences = { ...before, ...change, columns: present({ ...before.columns, ...change.columns }), values: { ...before.values, ...change.values } };
    client.setQueryData(preferencesQuery.queryKey, body);
    untold = body;
    void tell(client);
  };
}
