import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useId, useState } from 'react';
import { requestApproval } from '@/api/syncs';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field, Textarea } from '@/ui/form';
import { toastDone, toastError } from '@/ui/toast';

/** Sends a preview to the reviews, where somebody else lets exactly that be done. */
export function ApprovalDialog({ sync, plan, onClose }: { sync: string; plan: string; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useId();
  const [note, setNote] = useState('');
  const ask = useMutation({
    mutationFn: () => requestApproval(sync, plan, note.trim()),
    onSuccess: (review) => {
      void client.invalidateQueries({ queryKey: ['reviews'] });
      toastDone(t`Sent for approval`, { label: t`Look`, run: () => void navigate({ to: '/reviews', search: { id: review.id } }) });
      onClose();
    },
    onError: toastError,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  return (
    <Dialog
      size="small"
      title={t`Send this preview for approval?`}
      about={t`It appears in Reviews. When another administrator approves, exactly this is done; if something has changed by then, nothing is.`}
      onClose={onClose}
      action={
        <Button look="primary" type="submit" form={form} busy={ask.isPending}>
          {t`Send`}
        </Button>
      }
    >
      <form id={form} onSubmit={submit}>
        <Field label={t`Note for whoever decides`}>
          <Textarea rows={3} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
