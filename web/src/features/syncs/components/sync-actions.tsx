import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Archive, FlaskConical, Workflow, CirclePause, CirclePlay, Eye, GitCompare, Layers, MoreHorizontal, Play, Rocket, Shuffle } from 'lucide-react';
import { useState } from 'react';
import type { Schemas } from '@/api/client';
import { actOnSync, archiveSync, goLive, type Sync, type SyncAction } from '@/api/syncs';
import { number } from '@/shared/format';
import { useRights } from '@/shared/use-rights';
import { Button, buttonClasses, IconButton } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { Menu, MenuItem, MenuLine } from '@/ui/menu';
import { toastDone, toastError } from '@/ui/toast';
import { BackfillDialog } from './backfill-dialog';
import { type GoLive, GoLiveDialog } from './go-live-dialog';
import { WidenDialog } from './widen-dialog';

export function rolloutShare(sync: Sync): number {
  const rollout = (sync.definition as { rollout?: { share?: number } }).rollout;
  return rollout?.share ?? 100;
}

/** The one step that comes next as the main button; the others in the menu. */
export function SyncActions({ sync }: { sync: Sync }) {
  const { t } = useLingui();
  const rights = useRights(sync.object);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [open, setOpen] = useState<'backfill' | 'widen' | 'archive' | 'live'>();
  const refresh = () => void client.invalidateQueries({ queryKey: ['syncs'] });
  const done: Record<SyncAction, string> = { pause: t`Paused`, resume: t`Goes on`, run: t`Started`, reconcile: t`Compared` };
  const act = useMutation({
    mutationFn: ({ action, body }: { action: SyncAction; body?: unknown }) => actOnSync<unknown>(sync.id, action, body),
    onSuccess: (answer, { action }) => {
      setOpen(undefined);
      refresh();
      if (action === 'reconcile') {
        const found = answer as Schemas['Reconciliation'];
        const differing = number(found.different + found.missing_here + found.missing_there);
        toastDone(t`Compared: ${number(found.equal)} equal, ${differing} differ`, { label: t`Look`, run: () => void navigate({ to: '/runs/$id', params: { id: found.run_id }, search: { part: 'writes' } }) });
      } else toastDone(done[action]);
      if (action === 'run') setTimeout(() => void client.invalidateQueries({ queryKey: ['runs'] }), 1500);
    },
    onError: toastError,
  });
  const live = useMutation({
    mutationFn: (by: GoLive) => goLive(sync, by),
    onSuccess: () => {
      setOpen(undefined);
      toastDone(t`Live`);
    },
    onError: toastError,
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: () => archiveSync(sync.id),
    onSuccess: () => {
      refresh();
      toastDone(t`${sync.name} is out of use`);
      void navigate({ to: '/syncs' });
    },
    onError: toastError,
  });
  if (!rights.admin) return null;
  const isBusy = act.isPending;
  const share = rolloutShare(sync);
  return (
    <>
      <Link to="/syncs/$id/preview" params={{ id: sync.id }} className={buttonClasses()}>
        <Eye size={14} />
        <Trans>Preview</Trans>
      </Link>
      <Link to="/syncs/$id/mapping" params={{ id: sync.id }} className={buttonClasses('plain', 'normal', 'max-sm:hidden')}>
        <Shuffle size={14} />
        <Trans>Mapping</Trans>
      </Link>
      {sync.state === 'draft' && (
        <Button look="primary" icon={<Rocket size={14} />} onClick={() => setOpen('live')}>
          <Trans>Go live</Trans>
        </Button>
      )}
      {sync.state === 'paused' && (
        <Button look="primary" icon={<CirclePlay size={14} />} busy={isBusy} onClick={() => act.mutate({ action: 'resume' })}>
          <Trans>Go on</Trans>
        </Button>
      )}
      {sync.state === 'live' && share < 100 && (
        <Button look="primary" icon={<Layers size={14} />} onClick={() => setOpen('widen')}>
          <Trans>Widen from {share}%</Trans>
        </Button>
      )}
      {sync.state === 'live' && (
        <Button look={share < 100 ? 'plain' : 'primary'} icon={<Play size={14} />} busy={isBusy} onClick={() => act.mutate({ action: 'run' })}>
          <Trans>Run now</Trans>
        </Button>
      )}
      <Menu
        trigger={
          <IconButton label={t`More`}>
            <MoreHorizontal size={16} />
          </IconButton>
        }
      >
        <MenuItem icon={<Shuffle size={14} />} onSelect={() => void navigate({ to: '/syncs/$id/mapping', params: { id: sync.id } })}>
          <Trans>Mapping</Trans>
        </MenuItem>
        <MenuItem icon={<Workflow size={14} />} onSelect={() => void navigate({ to: '/syncs/$id/flow', params: { id: sync.id } })}>
          <Trans>Flow</Trans>
        </MenuItem>
        <MenuItem icon={<FlaskConical size={14} />} onSelect={() => void navigate({ to: '/sandbox', search: { sync: sync.id } })}>
          <Trans>Rehearse…</Trans>
        </MenuItem>
        {sync.state === 'live' && (
          <>
            <MenuItem icon={<Play size={14} />} onSelect={() => setOpen('backfill')}>
              <Trans>Read again…</Trans>
            </MenuItem>
            <MenuItem icon={<GitCompare size={14} />} onSelect={() => act.mutate({ action: 'reconcile' })}>
              <Trans>Compare both sides</Trans>
            </MenuItem>
            <MenuItem icon={<Layers size={14} />} onSelect={() => setOpen('widen')}>
              <Trans>Change the rollout…</Trans>
            </MenuItem>
            <MenuItem icon={<CirclePause size={14} />} onSelect={() => act.mutate({ action: 'pause' })}>
              <Trans>Pause</Trans>
            </MenuItem>
          </>
        )}
        <MenuLine />
        <MenuItem icon={<Archive size={14} />} danger onSelect={() => setOpen('archive')}>
          <Trans>Take out of use…</Trans>
        </MenuItem>
      </Menu>
      {open === 'backfill' && <BackfillDialog sync={sync} busy={isBusy} onClose={() => setOpen(undefined)} onRun={(body) => act.mutate({ action: 'run', body })} />}
      {open === 'widen' && <WidenDialog sync={sync} onClose={() => setOpen(undefined)} />}
      {open === 'live' && (
        <GoLiveDialog
          sync={sync}
          title={t`Let ${sync.name} go live?`}
          about={share < 100 ? t`It begins with ${share}% of the records and runs by its times and pushes from now on. You can widen it, pause it, and undo its runs.` : t`It runs for all records by its times and pushes from now on. You can pause it and undo its runs.`}
          busy={live.isPending}
          onClose={() => setOpen(undefined)}
          onConfirm={(by) => live.mutate(by)}
        />
      )}
      {open === 'archive' && <Confirm title={t`Take ${sync.name} out of use?`} about={t`It runs no more. Its records, its runs and their undo stay.`} action={t`Take out of use`} danger busy={remove.isPending} onClose={() => setOpen(undefined)} onConfirm={() => remove.mutate()} />}
    </>
  );
}
