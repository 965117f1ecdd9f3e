import { queryOptions } from '@tanstack/react-query';
import { api, request, type Schemas, take } from './client';

export type Backup = Schemas['Backup'];

export const systemQuery = queryOptions({
  queryKey: ['system'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/system', { signal })),
  refetchInterval: 15_000,
});

const BACKUP_POLL_MS = 1_000;

export const backupsQuery = queryOptions({
  queryKey: ['backups'],
  queryFn: async ({ signal }) => (await take(api.GET('/api/v1/backups', { signal }))).items,
  refetchInterval: (query) => (query.state.data?.some((backup) => backup.state === 'running') ? BACKUP_POLL_MS : false),
});

export function startBackup(): Promise<Backup> {
  return request('POST', '/backups');
}
