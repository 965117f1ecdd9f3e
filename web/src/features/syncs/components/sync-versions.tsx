import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Sync, syncVersionQuery, syncVersionsQuery } from '@/api/syncs';
import { useActor } from '@/shared/origin';
import { Time } from '@/shared/time';
import { useRights } from '@/shared/use-rights';
import { Answered } from '@/ui/answered';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { classes } from '@/ui/classes';
import { Select } from '@/ui/form';
import { Panel } from '@/ui/page';
import { toastDone, toastError } from '@/ui/toast';
import { useChangeSync } from './use-change-sync';
import { VersionChanges } from './version-changes';

/** What the rules of a sync were, what each version changed, and the way back to it. */
export function SyncVersions({ sync, first }: { sync: Sync; first?: number }) {
  const { t } = useLingui();
  const actor = useActor();
  const query = useQuery(syncVersionsQuery(sync.id));
  const [chosen, setChosen] = useState(first ?? sync.version);
  if (!query.data) return <Answered query={query} lines={5}>{null}</Answered>;
  return (
    <div className="grid gap-5 lg:grid-cols-[320px_1fr]">
      <Panel title={t`Versions`} flush>
        <ul>
          {query.data.map((version) => (
            <li key={version.version} className="border-t border-line">
              <button type="button" aria-pressed={chosen === version.version} onClick={() => setChosen(version.version)} className={classes('flex w-full items-center gap-2 px-4 py-2 text-left text-sm hover:bg-hover', chosen === version.version && 'bg-accent-ground')}>
                <span className="font-medium whitespace-nowrap">
                  <Trans>Version {version.version}</Trans>
                </span>
                {version.version === sync.version && <Badge tone="good">{t`now`}</Badge>}
                <span className="flex-1" />
                <span className="truncate text-xs text-faint">
                  {actor(version.actor)} · <Time at={version.at} />
                </span>
              </button>
            </li>
          ))}
        </ul>
      </Panel>
      <VersionDiff key={chosen} sync={sync} version={chosen} others={query.data.map((each) => each.version).filter((each) => each !== chosen)} />
    </div>
  );
}

function VersionDiff({ sync, version, others }: { sync: Sync; version: number; others: number[] }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const rights = useRights(sync.object);
  const [against, setAgainst] = useState<number>();
  const query = useQuery(syncVersionQuery(sync.id, version, against));
  const refresh = () => void client.invalidateQueries({ queryKey: ['syncs'] });
  const { change, dialog } = useChangeSync(refresh);
  const restore = useMutation({
    mutationFn: (definition: Record<string, unknown>) =>
      change(sync, (now) => {
        // A merge patch keeps what it does not name, so what this version did not have is taken away.
        const gone = Object.keys(now.definition as object).filter((name) => !(name in definition));
        return { ...Object.fromEntries(gone.map((name) => [name, null])), ...definition };
      }),
    onSuccess: (saved) => {
      if (!saved) return;
      refresh();
      toastDone(t`The rules are as in version ${version} again`);
    },
    onError: toastError,
  });
  const found = query.data;
  const title = found?.against ? t`Version ${version} against version ${found.against}` : t`Version ${version}`;
  return (
    <Panel
      title={title}
      flush
      actions={
        <>
          {others.length > 0 && (
            <Select aria-label={t`Compare with`} className="h-7 w-auto! text-xs" value={against ?? ''} onChange={(event) => setAgainst(event.target.value === '' ? undefined : Number(event.target.value))}>
              <option value="">{t`with the one before`}</option>
              {others.map((other) => (
                <option key={other} value={other}>
                  {t`with version ${other}`}
                </option>
              ))}
            </Select>
          )}
          {rights.admin && found && version !== sync.version && (
            <Button size="small" busy={restore.isPending} onClick={() => restore.mutate(found.definition)}>
              <Trans>Use this version again</Trans>
            </Button>
          )}
        </>
      }
    >
      {!found ? (
        <Answered query={query} lines={4} className="p-4">{null}</Answered>
      ) : found.changes.length === 0 ? (
        <p className="px-4 pb-4 text-sm text-soft">{found.against ? t`Both say the same.` : t`The first version.`}</p>
      ) : (
        <VersionChanges sync={sync} title={title} found={found} />
      )}
      {dialog}
    </Panel>
  );
}
