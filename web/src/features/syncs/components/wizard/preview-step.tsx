import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { FlaskConical, Rocket, RotateCw, UserCheck } from 'lucide-react';
import { useState } from 'react';
import type { ObjectDefinition } from '@/api/objects';
import { actOnSync, applySync, previewQuery, type Sync } from '@/api/syncs';
import { Answered } from '@/ui/answered';
import { Button, buttonClasses } from '@/ui/button';
import { toastDone, toastError } from '@/ui/toast';
import { ApprovalDialog } from '../approval-dialog';
import { PreviewBody } from '../preview-body';
import { rolloutShare } from '../sync-actions';

/** The last step: the rehearsal, and going live with what it showed. */
export function PreviewStep({ sync, object, onLive }: { sync: Sync; object: ObjectDefinition; onLive: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isAsking, setIsAsking] = useState(false);
  const preview = useQuery(previewQuery(sync.id, sync.version));
  const plan = preview.data?.plan;
  const live = useMutation({
    mutationFn: async () => {
      await actOnSync(sync.id, 'go-live');
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
    onError: toastError,
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
            <Button icon={<UserCheck size={14} />} disabled={preview.isFetching} onClick={() => setIsAsking(true)}>
              <Trans>Send for approval…</Trans>
            </Button>
          )}
          <Button look="primary" icon={<Rocket size={14} />} busy={live.isPending} onClick={() => live.mutate()}>
            <Trans>Go live with {rolloutShare(sync)} %</Trans>
          </Button>
        </div>
      </div>
      <PreviewBody preview={preview.data} object={object} />
      {isAsking && plan && <ApprovalDialog sync={sync.id} plan={plan} onClose={() => setIsAsking(false)} />}
    </>
  );
}
