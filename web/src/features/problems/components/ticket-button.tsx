import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Ticket } from 'lucide-react';
import { useObject } from '@/api/objects';
import { addNote, type ProblemGroup } from '@/api/problems';
import { createRecord } from '@/api/records';
import { words } from '@/shared/locale';
import { useRights } from '@/shared/use-rights';
import { Button } from '@/ui/button';
import { toastDone, toastError } from '@/ui/toast';

const TICKETS = 'tickets';

/** Makes a ticket about a cause: it names the problem's address, and a note of the problem names the ticket's. */
export function TicketButton({ group }: { group: ProblemGroup }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const object = useObject(TICKETS);
  const { write } = useRights(TICKETS);
  const create = useMutation({
    mutationFn: async () => {
      const subject = words(group.cause);
      const ticket = await createRecord(TICKETS, { subject, status: 'new', description: `${words(group.advice)}\n${location.origin}/problems/${encodeURIComponent(group.id)}` });
      await addNote(group.id, t`Ticket “${subject}”: ${`${location.origin}/records/${TICKETS}/${ticket.id}`}`);
      return ticket.id;
    },
    onSuccess: (id) => {
      for (const key of ['records', 'problems']) void client.invalidateQueries({ queryKey: [key] });
      toastDone(t`The ticket is made`, { label: t`Open it`, run: () => void navigate({ to: '/records/$object/$id', params: { object: TICKETS, id } }) });
    },
    onError: toastError,
  });
  if (!object || !write) return null;
  return (
    <Button icon={<Ticket size={14} />} busy={create.isPending} onClick={() => create.mutate()}>
      <Trans>Make a ticket</Trans>
    </Button>
  );
}
