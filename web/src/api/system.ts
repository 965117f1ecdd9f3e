import { queryOptions } from '@tanstack/react-query';
import { request } from './client';

export interface Backup {
  id: string;
  file: string;
  state: 'running' | 'done' | 'failed';
  bytes: number | null;
  created_at: string;
  finished_at: string | null;
  /** True when the copy was opened and read after it was written. */
  verified: boolean;
  error: string | null;
}

export interface SystemFacts {
  version: string;
  started_at: string;
  uptime_seconds: number;
  database: { kind: 'sqlite' | 'postgresql'; version: string; bytes: number };
  disk: { free_bytes: number; total_bytes: number } | null;
  memory_bytes: number | null;
  changes: { kept: number };
  search: { position: number; head: number; behind: number };
  last_backup: Backup | null;
}

export const systemQuery = queryOptions({
  queryKey: ['system'],
  queryFn: ({ signal }) => request<SystemFacts>('GET', '/system', { signal }),
  refetchInterval: 15_000,
});

const BACKUP_POLL_MS = 1_000;

export const backupsQuery = queryOptions({
  queryKey: ['backups'],
  queryFn: async ({ signal }) => (await request<{ items: Backup[] }>('GET', '/backups', { signal })).items,
  refetchInterval: (query) => (query.state.data?.some((backup) => backup.state === 'running') ? BACKUP_POLL_MS : false),
});

export function startBackup(): Promise<Backup> {
  return request('POST', '/backups');
}
