import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useId, useState } from 'react';
import { requestApproval } from '@/api/syncs';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field, Segments, Textarea } from '@/ui/form';
import { toastDone, toastError } from '@/ui/toast';
import { type AnswerBy, answerBy } from '../model/answer-by';

/** Sends a preview to the reviews, where somebody else lets exactly that be done. */
export function ApprovalDialog({ sync, plan, onClose }: { sync: string; plan: string; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useId();
  const [note, setNote] = useState('');
  const [by, setBy] = useState<AnswerBy>('none');
  const ask = useMutation({
    mutationFn: () => requestApproval(sync, { plan, note: note.trim(), answer_by: answerBy(by) }),
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
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t`Note for whoever decides`}>
          <Textarea rows={3} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
        <div className="flex flex-col gap-1.5">
          <span className="text-sm font-medium">{t`Answer wanted by`}</span>
          <Segments
            label={t`Answer wanted by`}
            value={by}
            onChange={setBy}
            options={[
              { value: 'none', label: t`no date` },
              { value: 'tomorrow', label: t`tomorrow` },
              { value: 'week', label: t`in a week` },
            ]}
          />
        </div>
      </form>
    </Dialog>
  );
}
