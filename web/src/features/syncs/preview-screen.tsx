import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { RotateCw, Shuffle } from 'lucide-react';
import { useState } from 'react';
import { useObject } from '@/api/objects';
import { actOnSync, applySync, goLive, previewQuery, type Sync, syncQuery } from '@/api/syncs';
import { Crumb } from '@/shared/crumb';
import { useRights } from '@/shared/use-rights';
import { Answered } from '@/ui/answered';
import { Button, buttonClasses } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { Segments, Select } from '@/ui/form';
import { Page } from '@/ui/page';
import { toastDone, toastError } from '@/ui/toast';
import { type GoLive, GoLiveDialog } from './components/go-live-dialog';
import { PreviewBody } from './components/preview-body';
import { PreviewMenu } from './components/preview-menu';
import { rolloutShare } from './components/sync-actions';
import { useChangeSync } from './components/use-change-sync';
import { SHARES } from './model/definition';

const route = getRouteApi('/app/syncs/$id/preview');

/** The rehearsal: everything the sync would do, before it does it. */
export function PreviewScreen() {
  const { t } = useLingui();
  const { id } = route.useParams();
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const [mode, setMode] = useState<'auto' | 'full'>('auto');
  const [asking, setAsking] = useState(false);
  /** The records there that somebody ticked, where these alone are to be applied. */
  const [only, setOnly] = useState<string[]>();
  const asked = useQuery({ ...syncQuery(id), refetchInterval: false });
  const sync = asked.data;
  const object = useObject(sync?.object ?? '');
  const rights = useRights(sync?.object ?? '');
  const preview = useQuery(previewQuery(id, sync?.version, mode));
  const plan = preview.data?.plan;
  const apply = useMutation({
    mutationFn: async (by: GoLive) => {
      if (sync?.state === 'draft') await goLive(sync, only ? { ...by, paused: true } : by);
      if (plan) return applySync(id, plan, only);
      // What only writes has no plan: it writes what is due by then.
      await actOnSync<unknown>(id, 'run');
      return { runs: [] };
    },
    onSuccess: ({ runs }) => {
      close();
      for (const key of ['syncs', 'runs', 'records']) void client.invalidateQueries({ queryKey: [key] });
      toastDone(plan ? t`Done as foretold` : t`Started`);
      const first = runs[0];
      void (first ? navigate({ to: '/runs/$id', params: { id: first } }) : navigate({ to: '/syncs/$id', params: { id } }));
    },
    onError: (error) => {
      close();
      // The sync may be live although applying was refused.
      void client.invalidateQueries({ queryKey: ['syncs'] });
      toastError(error);
    },
  });
  const close = () => {
    setAsking(false);
    setOnly(undefined);
  };
  const ask = (ids?: string[]) => {
    setOnly(ids);
    setAsking(true);
  };
  const share = sync ? rolloutShare(sync) : 100;
  const canBeUndone = t`If the source or the rules have changed since, nothing is done and you are told. The run can be undone.`;
  // A live sync is widened here; those that take part already are not left out by a preview.
  const shares = [...new Set([share, ...SHARES.filter((each) => sync?.state === 'draft' || each > share)])].sort((one, other) => one - other);
  const { change, dialog } = useChangeSync((current) => client.setQueryData(['syncs', id], current));
  const widen = useMutation({
    mutationFn: ({ seen, next }: { seen: Sync; next: number }) => change(seen, () => ({ rollout: { share: next } })),
    onSuccess: (saved) => {
      if (saved) client.setQueryData(['syncs', id], saved);
      void client.invalidateQueries({ queryKey: ['syncs'] });
    },
    onError: toastError,
  });
  return (
    <Page
      tab={t`Preview of ${sync?.name ?? ''}`}
      above={<Crumb to="/syncs/$id" params={{ id }}>{sync?.name}</Crumb>}
      title={t`Preview`}
      about={t`A rehearsal with the real engine. Nothing has been changed here or in the other system.`}
      actions={
        <>
          <Segments
            label={t`What to read`}
            value={mode}
            onChange={setMode}
            options={[
              { value: 'auto', label: t`Changes` },
              { value: 'full', label: t`Everything` },
            ]}
          />
          {rights.admin && sync && (
            <Select aria-label={t`For how many records`} className="w-auto!" value={share} disabled={widen.isPending || apply.isPending} onChange={(event) => widen.mutate({ seen: sync, next: Number(event.target.value) })}>
              {shares.map((each) => (
                <option key={each} value={each}>
                  {each === 100 ? t`all records` : t`${each}% of the records`}
                </option>
              ))}
            </Select>
          )}
          <Button icon={<RotateCw size={14} />} busy={preview.isFetching} onClick={() => void preview.refetch()}>
            <Trans>Again</Trans>
          </Button>
          <Link to="/syncs/$id/mapping" params={{ id }} className={buttonClasses()}>
            <Shuffle size={14} />
            <Trans>Change the mapping</Trans>
          </Link>
          {rights.admin && <PreviewMenu sync={id} preview={preview.data} isStale={preview.isFetching} />}
          {rights.admin && (
            <Button look="primary" disabled={!preview.data || preview.isFetching || widen.isPending} busy={apply.isPending} onClick={() => ask()}>
              {sync?.state === 'draft' ? t`Go live with ${share}%` : t`Apply to ${share}%`}
            </Button>
          )}
        </>
      }
    >
      {!preview.data || !object ? (
        <Answered query={sync ? preview : asked} lines={10}>{null}</Answered>
      ) : (
        <PreviewBody key={sync?.version} preview={preview.data} object={object} leaveOutOf={rights.admin ? sync : undefined} onApply={rights.admin && plan && !preview.isFetching ? ask : undefined} />
      )}
      {asking && sync?.state === 'draft' && (
        <GoLiveDialog
          sync={sync}
          title={only ? t`Go live with the chosen records?` : t`Go live with ${share}%?`}
          about={only ? t`They are applied now, and the sync is paused at once: nothing else happens before you let it go on. ${canBeUndone}` : canBeUndone}
          seen={t`Looked at the preview`}
          busy={apply.isPending}
          onClose={close}
          onConfirm={(by) => apply.mutate(by)}
        />
      )}
      {asking && sync?.state !== 'draft' && (
        <Confirm
          title={only ? t`Apply the chosen records?` : t`Apply what the preview shows?`}
          about={only && sync?.state === 'live' ? t`The others follow with the next run. ${canBeUndone}` : canBeUndone}
          action={t`Apply`}
          busy={apply.isPending}
          onClose={close}
          onConfirm={() => apply.mutate({})}
        />
      )}
      {dialog}
    </Page>
  );
}
