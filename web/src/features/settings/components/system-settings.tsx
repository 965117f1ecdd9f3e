import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { DatabaseBackup } from 'lucide-react';
import { type Backup, backupsQuery, startBackup, systemQuery } from '@/api/system';
import { bytes, duration, number, percent } from '@/shared/format';
import { Time } from '@/shared/time';
import { Answered } from '@/ui/answered';
import { State } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Meter } from '@/ui/meter';
import { Facts, Panel } from '@/ui/page';
import { Notice } from '@/ui/states';
import { Table } from '@/ui/table';
import { toastDone, toastError } from '@/ui/toast';
import { RegionSettings } from './region-settings';

/** Below this share of free disk people are warned. */
const DISK_LOW = 0.1;

/** How the installation is, its region, and its backups. */
export function SystemSettings() {
  return (
    <>
      <Health />
      <RegionSettings />
      <Backups />
    </>
  );
}

function Health() {
  const { t } = useLingui();
  const query = useQuery(systemQuery);
  const system = query.data;
  if (!system) return <Answered query={query} lines={6}>{null}</Answered>;
  const { disk, search, database } = system;
  const free = disk && disk.total_bytes > 0 ? disk.free_bytes / disk.total_bytes : undefined;
  const products = { sqlite: 'SQLite', postgresql: 'PostgreSQL' };
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <Panel title={t`System`}>
        <Facts
          items={[
            [t`Version`, system.version],
            [t`Runs for`, <span key="u" title={system.started_at}>{duration(system.uptime_seconds)}</span>],
            [t`Database`, `${products[database.kind]} ${database.version}`],
            [t`Size of the data`, bytes(database.bytes)],
            ...(system.memory_bytes === null ? [] : [[t`Memory in use`, bytes(system.memory_bytes)] as [string, string]]),
            [t`Changes kept`, number(system.changes.kept)],
          ]}
        />
      </Panel>
      <Panel title={t`Health`}>
        <ul className="flex flex-col gap-4 text-sm">
          <li className="flex items-center justify-between gap-3">
            <Trans>Search</Trans>
            {search.behind === 0 ? <State tone="good">{t`up to date`}</State> : <State tone="warn">{t`${number(search.behind)} changes behind`}</State>}
          </li>
          {disk && free !== undefined && (
            <li className="flex flex-col gap-1.5">
              <span className="flex justify-between gap-3">
                <Trans>Disk</Trans>
                <span className="text-soft tabular-nums">
                  <Trans>
                    {bytes(disk.free_bytes)} of {bytes(disk.total_bytes)} free
                  </Trans>
                </span>
              </span>
              <Meter share={1 - free} label={t`Disk used: ${percent(1 - free)}`} tone={free < DISK_LOW ? 'bad' : 'good'} />
            </li>
          )}
          <li className="flex items-center justify-between gap-3">
            <Trans>Last backup</Trans>
            {system.last_backup?.state === 'done' ? (
              <State tone="good">
                <Time at={system.last_backup.finished_at ?? system.last_backup.created_at} />
              </State>
            ) : (
              <State tone="warn">{t`none yet`}</State>
            )}
          </li>
        </ul>
      </Panel>
    </div>
  );
}

function Backups() {
  const { t } = useLingui();
  const client = useQueryClient();
  const query = useQuery(backupsQuery);
  const backups = query.data ?? [];
  const newest = backups.find((backup) => backup.state === 'done')?.file;
  const start = useMutation({
    mutationFn: startBackup,
    onSuccess: () => toastDone(t`The backup has begun`),
    onSettled: () => {
      for (const queryKey of [['backups'], ['system']]) void client.invalidateQueries({ queryKey });
    },
    onError: toastError,
  });
  return (
    <Panel
      title={t`Backups`}
      about={t`A whole copy of the data, read again after it is written.`}
      flush
      actions={
        <Button size="small" icon={<DatabaseBackup size={14} />} busy={start.isPending || backups.some((backup) => backup.state === 'running')} onClick={() => start.mutate()}>
          <Trans>Back up now</Trans>
        </Button>
      }
    >
      <Answered
        query={query}
        lines={3}
        className="p-4"
        empty={
          backups.length === 0 && (
            <p className="px-4 pb-4 text-sm text-soft">
              <Trans>No backup was made here yet.</Trans>
            </p>
          )
        }
      >
        <Table
          label={t`Backups`}
          rows={backups}
          rowKey={(backup) => backup.id}
          columns={[
            { key: 'at', title: t`Made`, cell: (backup) => <Time at={backup.created_at} /> },
            { key: 'state', title: t`State`, cell: (backup) => <BackupState backup={backup} /> },
            { key: 'file', title: t`File`, wide: true, cell: (backup) => <code className="font-mono text-xs break-all text-soft">{backup.file}</code> },
            { key: 'size', title: t`Size`, right: true, cell: (backup) => (backup.bytes === null ? '' : bytes(backup.bytes)) },
          ]}
        />
      </Answered>
      {newest && <RestoreHint file={newest} />}
      {backups[0]?.error && (
        <div className="p-4">
          <Notice tone="bad">{backups[0].error}</Notice>
        </div>
      )}
    </Panel>
  );
}

/** How a backup is brought back: on the machine, because what is restored may hold other people and keys than those signed in now. */
function RestoreHint({ file }: { file: string }) {
  return (
    <div className="flex flex-col gap-2 border-t border-line px-4 py-3 text-sm text-soft">
      <p>
        <Trans>Copy backups to another machine now and then. To bring one back, stop Rapport and run this on its machine; what is there now is moved aside, not deleted:</Trans>
      </p>
      <code className="rounded-md bg-ground px-3 py-2 font-mono text-xs break-all text-ink">rapport restore rapport-data/backups/{file} --force</code>
    </div>
  );
}

function BackupState({ backup }: { backup: Backup }) {
  const { t } = useLingui();
  if (backup.state === 'running') return <State tone="accent">{t`Running`}</State>;
  if (backup.state === 'failed') return <State tone="bad">{t`Failed`}</State>;
  return backup.verified ? <State tone="good">{t`Read again, whole`}</State> : <State tone="neutral">{t`Done`}</State>;
}
