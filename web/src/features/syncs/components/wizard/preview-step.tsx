import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { FlaskConical, Rocket, RotateCw, UserCheck } from 'lucide-react';
import { useState } from 'react';
import type { ObjectDefinition } from '@/api/objects';
import { actOnSync, applySync, goLive, previewQuery, type Sync } from '@/api/syncs';
import { Answered } from '@/ui/answered';
import { Button, buttonClasses } from '@/ui/button';
import { toastDone, toastError } from '@/ui/toast';
import { ApprovalDialog } from '../approval-dialog';
import { type GoLive, GoLiveDialog } from '../go-live-dialog';
import { PreviewBody } from '../preview-body';
import { rolloutShare } from '../sync-actions';

/** The last step: the rehearsal, and going live with what it showed. */
export function PreviewStep({ sync, object, onLive }: { sync: Sync; object: ObjectDefinition; onLive: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isSending, setIsSending] = useState(false);
  const preview = useQuery(previewQuery(sync.id, sync.version));
  const plan = preview.data?.plan;
  const share = rolloutShare(sync);
  const [asking, setAsking] = useState(false);
  const live = useMutation({
    mutationFn: async (by: GoLive) => {
      await goLive(sync, by);
      // Live it is, whatever becomes of the plan: what changed meanwhile comes with the next run.
      if (plan) return await applySync(sync.id, plan).then(() => 'applied' as const, () => 'changed' as const);
      // What only writes has no plan: it writes what is due by then.
      return await actOnSync<unknown>(sync.id, 'run').then(() => 'writing' as const, () => 'changed' as const);
    },
    onSuccess: (became) => {
      onLive();
      for (const key of ['syncs', 'runs', 'records']) void client.invalidateQueries({ queryKey: [key] });
      toastDone({ applied: t`Live. The first records are here.`, writing: t`Live. The first records are being written there.`, changed: t`Live. Something changed since the preview, so its records come with the next run.` }[became]);
      void navigate({ to: '/syncs/$id', params: { id: sync.id } });
    },
    onError: (error) => {
      setAsking(false);
      toastError(error);
    },
  });
  if (!preview.data) return <Answered query={preview}>{null}</Answered>;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-sm text-soft">
          <Trans>This is what would happen. Nothing has been changed yet.</Trans>
        </p>
        <div className="flex flex-wrap gap-2">
          <Link to="/sandbox" search={{ sync: sync.id }} className={buttonClasses()}>
            <FlaskConical size={14} />
            <Trans>Run in sandbox</Trans>
          </Link>
          <Button icon={<RotateCw size={14} />} busy={preview.isFetching} onClick={() => void preview.refetch()}>
            <Trans>Again</Trans>
          </Button>
          {plan && (
            <Button icon={<UserCheck size={14} />} disabled={preview.isFetching} onClick={() => setIsSending(true)}>
              <Trans>Send for approval…</Trans>
            </Button>
          )}
          <Button look="primary" icon={<Rocket size={14} />} onClick={() => setAsking(true)}>
            <Trans>Go live with {share}%</Trans>
          </Button>
        </div>
      </div>
      <PreviewBody preview={preview.data} object={object} />
      {asking && (
        <GoLiveDialog
          sync={sync}
          title={t`Go live with ${share}%?`}
          about={t`If the source or the rules have changed since, nothing is done and you are told. The run can be undone.`}
          seen={t`Looked at the preview`}
          busy={live.isPending}
          onClose={() => setAsking(false)}
          onConfirm={(by) => live.mutate(by)}
        />
      )}
      {isSending && plan && <ApprovalDialog sync={sync.id} plan={plan} onClose={() => setIsSending(false)} />}
    </>
  );
}
