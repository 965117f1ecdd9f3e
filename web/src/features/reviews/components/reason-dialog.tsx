import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field, Textarea } from '@/ui/form';

interface ReasonDialogProps {
  title: string;
  about: string;
  /** What is asked for. */
  label: string;
  /** What confirms it. */
  action: string;
  busy: boolean;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** An answer that needs its reason, for whoever asked. */
export function ReasonDialog({ title, about, label, action, busy, onConfirm, onClose }: ReasonDialogProps) {
  const form = useId();
  const [reason, setReason] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onConfirm(reason.trim());
  };
  return (
    <Dialog
      size="small"
      title={title}
      about={about}
      onClose={onClose}
      action={
        <Button look="primary" type="submit" form={form} disabled={reason.trim() === ''} busy={busy}>
          {action}
        </Button>
      }
    >
      <form id={form} onSubmit={submit}>
        <Field label={label} required>
          <Textarea required rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
