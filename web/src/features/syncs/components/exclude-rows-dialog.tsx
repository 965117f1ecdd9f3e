import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { type FormEvent, useId, useState } from 'react';
import type { Sync } from '@/api/syncs';
import type { Leavable } from '@/shared/changed-rows';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field, Input } from '@/ui/form';
import { type Exclusion, readDefinition } from '../model/definition';
import { useSaveSync } from './use-save-sync';

interface ExcludeRowsDialogProps {
  sync: Sync;
  rows: Leavable[];
  onClose: () => void;
  onDone: () => void;
}

/** Leaves records out of a sync for a reason, as a new version of it. */
export function ExcludeRowsDialog({ sync, rows, onClose, onDone }: ExcludeRowsDialogProps) {
  const { t } = useLingui();
  const form = useId();
  const [reason, setReason] = useState('');
  const { save, isSaving, dialog } = useSaveSync(sync, { onSaved: onDone });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const more = rows.flatMap((row): Exclusion[] => (row.record ? [{ record: row.record, reason: reason.trim() }] : row.ids.map((id) => ({ id, reason: reason.trim() }))));
    save.mutate((now) => {
      const before = readDefinition(now.definition).excluded ?? [];
      const isNew = (one: Exclusion) => !before.some((known) => known.id === one.id && known.record === one.record);
      return { excluded: [...before, ...more.filter(isNew)] };
    });
  };
  return (
    <Dialog
      size="small"
      title={t`${plural(rows.length, { one: 'Leave # row out of this sync?', other: 'Leave # rows out of this sync?' })}`}
      about={t`They are no longer read or written, and what is known of them stays. You can take them in again under “Left alone”.`}
      onClose={onClose}
      action={
        <Button look="primary" type="submit" form={form} disabled={reason.trim() === ''} busy={isSaving}>
          {t`Leave them out`}
        </Button>
      }
    >
      <form id={form} onSubmit={submit}>
        <Field label={t`Why`} required>
          <Input required maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      </form>
      {dialog}
    </Dialog>
  );
}
