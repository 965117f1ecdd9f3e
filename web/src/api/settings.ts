import { queryOptions } from '@tanstack/react-query';
import { api, request, type Schemas, take } from './client';

export type InstallationSettings = Schemas['Settings'];

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/settings', { signal })),
});

export function changeSettings(change: Schemas['SettingsPatch']): Promise<InstallationSettings> {
  return request('PATCH', '/settings', { body: change });
}
