import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas, take } from './client';

export type Roles = Schemas['Roles'];
export type RoleName = Roles['roles'][number]['name'];

/** Which roles there are, and what each may do, as the server decides it. Changes with the program alone. */
export const rolesQuery = queryOptions({
  queryKey: ['roles'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/roles', { signal })),
  staleTime: Infinity,
});
