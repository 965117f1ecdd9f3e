import { useLingui } from '@lingui/react/macro';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field, Textarea } from '@/ui/form';

/** A no with its reason, for whoever asked. */
export function TurnDownDialog({ busy, onConfirm, onClose }: { busy: boolean; onConfirm: (reason: string) => void; onClose: () => void }) {
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
      title={t`Turn this preview down?`}
      about={t`Nothing is done. Whoever asked sees the reason.`}
      onClose={onClose}
      action={
        <Button look="primary" type="submit" form={form} disabled={reason.trim() === ''} busy={busy}>
          {t`Turn down`}
        </Button>
      }
    >
      <form id={form} onSubmit={submit}>
        <Field label={t`Why`} required>
          <Textarea required rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
