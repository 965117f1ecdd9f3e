import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { type FormEvent, useId, useState } from 'react';
import { number } from '@/shared/format';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field, Textarea } from '@/ui/form';

interface ApprovePartDialogProps {
  approved: number;
  leftOut: number;
  busy: boolean;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** A yes to some of it, with the reason why the rest is left out, for whoever asked. */
export function ApprovePartDialog({ approved, leftOut, busy, onConfirm, onClose }: ApprovePartDialogProps) {
  const { t } = useLingui();
  const form = useId();
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onConfirm(reason.trim());
  };
  return (
    <Dialog
      size="small"
      title={t`Approve ${number(approved)} and leave ${number(leftOut)} out?`}
      about={t`What is approved is done now. The sync is paused then, so that no run does the rest by itself before somebody lets it go on.`}
      onClose={onClose}
      action={
        <Button look="primary" type="submit" form={form} disabled={reason.trim() === ''} busy={busy}>
          {t`${plural(approved, { one: 'Approve # record', other: 'Approve # records' })}`}
        </Button>
      }
    >
      <form id={form} onSubmit={submit}>
        <Field label={t`Why the others are left out`} required>
          <Textarea required rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
