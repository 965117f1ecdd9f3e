import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas, take } from './client';

export type DataSource = Schemas['DataSource'];

/** Where records came from: systems, files, folders. */
export const sourcesQuery = queryOptions({
  queryKey: ['sources'],
  queryFn: async ({ signal }) => (await take(api.GET('/api/v1/sources', { signal }))).items,
  staleTime: 30_000,
});
