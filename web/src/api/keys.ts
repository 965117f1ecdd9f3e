import { queryOptions } from '@tanstack/react-query';
import { api, request, type Schemas, take } from './client';

export type Key = Schemas['Key'];

export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: async ({ signal }) => (await take(api.GET('/api/v1/keys', { signal }))).items,
});

export function createKey(key: Schemas['KeyNew']): Promise<Schemas['KeyCreated']> {
  return request('POST', '/keys', { body: key });
}

export function revokeKey(id: string): Promise<void> {
  return request('DELETE', `/keys/${id}`);
}
