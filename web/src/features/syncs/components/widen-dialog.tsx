import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeSync, type Sync } from '@/api/syncs';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field, Input, Segments } from '@/ui/form';
import { Notice } from '@/ui/states';
import { toastDone, toastError } from '@/ui/toast';
import { SHARES } from '../model/definition';
import { rolloutShare } from './sync-actions';

/** For how many records a sync is live. The same records stay in when it is widened, and nothing unchanged is sent again. */
export function WidenDialog({ sync, onClose }: { sync: Sync; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const now = rolloutShare(sync);
  const rollout = (sync.definition as { rollout?: { filter?: string } }).rollout;
  const [share, setShare] = useState(() => SHARES.find((each) => each > now) ?? 100);
  const [filter, setFilter] = useState(rollout?.filter ?? '');
  const save = useMutation({
    mutationFn: () => changeSync(sync.id, { rollout: { share, filter: filter.trim() || null } }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['syncs'] });
      toastDone(t`Live for ${share} %`, { label: t`Undo`, run: () => void changeSync(sync.id, { rollout: { share: now, filter: rollout?.filter ?? null } }).then(() => client.invalidateQueries({ queryKey: ['syncs'] }), toastError) });
      onClose();
    },
    onError: toastError,
  });
  return (
    <Dialog
      title={t`For how many records?`}
      about={t`The same records are chosen each time. Widening adds others; what is unchanged is not sent again.`}
      size="small"
      onClose={onClose}
      action={
        <Button look="primary" busy={save.isPending} onClick={() => save.mutate()}>
          <Trans>Live for {share} %</Trans>
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Segments label={t`Share`} value={String(share)} onChange={(value) => setShare(Number(value))} options={SHARES.map((each) => ({ value: String(each), label: `${each} %` }))} />
        {share < now && (
          <Notice tone="warn">
            <Trans>Fewer than now ({now} %): records that fall out keep their values and get no updates.</Trans>
          </Notice>
        )}
        <Field label={t`Only records that fit (optional)`} help={t`For example: city = "上海"`}>
          <Input value={filter} onChange={(event) => setFilter(event.target.value)} className="font-mono text-xs" />
        </Field>
      </div>
    </Dialog>
  );
}
