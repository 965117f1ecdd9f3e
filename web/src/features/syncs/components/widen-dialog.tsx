import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useObject } from '@/api/objects';
import { changeSync, type Sync } from '@/api/syncs';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Segments } from '@/ui/form';
import { Notice } from '@/ui/states';
import { toastDone, toastError } from '@/ui/toast';
import { type Definition, readDefinition, SHARES } from '../model/definition';
import { readMapping } from '../model/mapping';
import { RecordFilter } from './record-filter';
import { RolloutFields } from './rollout-fields';
import { useChangeSync } from './use-change-sync';

/** For how many records, and which of their fields, a sync is live. The same records stay in when it is widened, and nothing unchanged is sent again. */
export function WidenDialog({ sync, onClose }: { sync: Sync; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const object = useObject(sync.object);
  const definition = readDefinition(sync.definition);
  const before = definition.rollout;
  const now = before.share;
  const [share, setShare] = useState(() => SHARES.find((each) => each > now) ?? 100);
  const [filter, setFilter] = useState(before.filter);
  const [fields, setFields] = useState(before.fields ?? []);
  const refresh = () => client.invalidateQueries({ queryKey: ['syncs'] });
  const patchOf = (rollout: Definition['rollout']) => ({ rollout: { share: rollout.share, filter: rollout.filter?.trim() || null, fields: rollout.fields?.length ? rollout.fields : null } });
  const { change, dialog } = useChangeSync(() => {
    void refresh();
    onClose();
  });
  const save = useMutation({
    mutationFn: () => change(sync, () => patchOf({ share, filter, fields })),
    onSuccess: (saved) => {
      if (!saved) return;
      void refresh();
      toastDone(t`Live for ${share}%`, { label: t`Undo`, run: () => void changeSync(saved.id, patchOf(before), saved.version).then(refresh, toastError) });
      onClose();
    },
    onError: toastError,
  });
  return (
    <Dialog
      title={t`For how many records?`}
      about={t`The same records are chosen each time. Widening adds others; what is unchanged is not sent again.`}
      onClose={onClose}
      action={
        <Button look="primary" busy={save.isPending} onClick={() => save.mutate()}>
          <Trans>Live for {share}%</Trans>
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Segments label={t`Share`} value={String(share)} onChange={(value) => setShare(Number(value))} options={SHARES.map((each) => ({ value: String(each), label: `${each}%` }))} />
        {share < now && (
          <Notice tone="warn">
            <Trans>Fewer than now ({now}%): records that fall out keep their values and get no updates.</Trans>
          </Notice>
        )}
        {object && <RecordFilter label={t`Only records that fit (optional)`} object={object} mapping={readMapping(definition.mapping, object.name)} value={filter} onChange={setFilter} />}
        {object && <RolloutFields object={object} definition={definition} value={fields} onChange={setFields} />}
      </div>
      {dialog}
    </Dialog>
  );
}
