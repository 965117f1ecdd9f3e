import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { RotateCw, Shuffle } from 'lucide-react';
import { useState } from 'react';
import { useObject } from '@/api/objects';
import { actOnSync, applySync, previewQuery, syncQuery } from '@/api/syncs';
import { Crumb } from '@/shared/crumb';
import { useRights } from '@/shared/use-rights';
import { Answered } from '@/ui/answered';
import { Button, buttonClasses } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { Segments } from '@/ui/form';
import { Page } from '@/ui/page';
import { toastDone, toastError } from '@/ui/toast';
import { type GoLive, GoLiveDialog } from './components/go-live-dialog';
import { PreviewBody } from './components/preview-body';
import { PreviewMenu } from './components/preview-menu';
import { rolloutShare } from './components/sync-actions';

const route = getRouteApi('/app/syncs/$id/preview');

/** The rehearsal: everything the sync would do, before it does it. */
export function PreviewScreen() {
  const { t } = useLingui();
  const { id } = route.useParams();
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const [mode, setMode] = useState<'auto' | 'full'>('auto');
  const [asking, setAsking] = useState(false);
  const asked = useQuery({ ...syncQuery(id), refetchInterval: false });
  const sync = asked.data;
  const object = useObject(sync?.object ?? '');
  const rights = useRights(sync?.object ?? '');
  const preview = useQuery(previewQuery(id, sync?.version, mode));
  const plan = preview.data?.plan;
  const apply = useMutation({
    mutationFn: async (by: GoLive) => {
      if (sync?.state === 'draft') await actOnSync(id, 'go-live', by);
      return plan ? applySync(id, plan) : { runs: [] };
    },
    onSuccess: ({ runs }) => {
      setAsking(false);
      for (const key of ['syncs', 'runs', 'records']) void client.invalidateQueries({ queryKey: [key] });
      toastDone(t`Done as foretold`);
      const first = runs[0];
      void (first ? navigate({ to: '/runs/$id', params: { id: first } }) : navigate({ to: '/syncs/$id', params: { id } }));
    },
    onError: (error) => {
      setAsking(false);
      toastError(error);
    },
  });
  const share = sync ? rolloutShare(sync) : 100;
  const canBeUndone = t`If the source or the rules have changed since, nothing is done and you are told. The run can be undone.`;
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
          <Button icon={<RotateCw size={14} />} busy={preview.isFetching} onClick={() => void preview.refetch()}>
            <Trans>Again</Trans>
          </Button>
          <Link to="/syncs/$id/mapping" params={{ id }} className={buttonClasses()}>
            <Shuffle size={14} />
            <Trans>Change the mapping</Trans>
          </Link>
          {rights.admin && <PreviewMenu sync={id} preview={preview.data} isStale={preview.isFetching} />}
          {rights.admin && (
            <Button look="primary" disabled={!plan || preview.isFetching} busy={apply.isPending} onClick={() => setAsking(true)}>
              {sync?.state === 'draft' ? t`Go live with ${share} %` : t`Apply to ${share} %`}
            </Button>
          )}
        </>
      }
    >
      {!preview.data || !object ? (
        <Answered query={sync ? preview : asked} lines={10}>{null}</Answered>
      ) : (
        <PreviewBody key={sync?.version} preview={preview.data} object={object} leaveOutOf={rights.admin ? sync : undefined} />
      )}
      {asking && sync?.state === 'draft' && (
        <GoLiveDialog sync={sync} title={t`Go live with ${share} %?`} about={canBeUndone} seen={t`Looked at the preview`} busy={apply.isPending} onClose={() => setAsking(false)} onConfirm={(by) => apply.mutate(by)} />
      )}
      {asking && sync?.state !== 'draft' && (
        <Confirm title={t`Apply what the preview shows?`} about={canBeUndone} action={t`Apply`} busy={apply.isPending} onClose={() => setAsking(false)} onConfirm={() => apply.mutate({})} />
      )}
    </Page>
  );
}
