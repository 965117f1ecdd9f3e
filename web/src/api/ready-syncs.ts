import { queryOptions } from '@tanstack/react-query';
import { api, request, type Schemas, take } from './client';

export type ReadySync = Schemas['ReadySync'];
export type PreparedSync = Schemas['PreparedSync'];

/** Jobs that syncs are ready for, with the connections that can take part. */
export const readySyncsQuery = queryOptions({
  queryKey: ['ready-syncs'],
  queryFn: async ({ signal }) => (await take(api.GET('/api/v1/ready-syncs', { signal }))).items,
  staleTime: 30_000,
});

/** Fits a ready-made sync to a live system. Nothing is saved. */
export function prepareReadySync(name: string, role: string, connection: string): Promise<PreparedSync> {
  return request('POST', `/ready-syncs/${name}:prepare`, { body: { role, connection } });
}
