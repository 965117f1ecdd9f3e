import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type ObjectDefinition, useObject } from '@/api/objects';
import { peopleQuery } from '@/api/people';
import { createRecord, type RecordRow } from '@/api/records';
import { sessionQuery } from '@/api/session';
import { ACTIVITIES } from '@/api/tasks';
import { titleOf } from '@/shared/value-text';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field, Input, Select, Textarea } from '@/ui/form';
import { toastDone, toastError } from '@/ui/toast';

/** At this hour of its day a task is due. */
const HOUR = 9;
const DAY_MS = 86_400_000;

/** The field by which activities refer to records of `object`; undefined where they cannot. */
export function useFollowUpField(object: ObjectDefinition): string | undefined {
  return useObject(ACTIVITIES)?.fields.find((field) => !field.archived && field.type === 'reference' && field.to === object.name)?.name;
}

function tomorrow(): string {
  const at = new Date(Date.now() + DAY_MS);
  return [at.getFullYear(), String(at.getMonth() + 1).padStart(2, '0'), String(at.getDate()).padStart(2, '0')].join('-');
}

/** A task about this record, with the day on which somebody should see to it. */
export function FollowUpDialog({ object, record, field, onClose }: { object: ObjectDefinition; record: RecordRow; field: string; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [subject, setSubject] = useState('');
  const [day, setDay] = useState(tomorrow);
  const [body, setBody] = useState('');
  const { data: session } = useQuery(sessionQuery);
  const { data: people } = useQuery(peopleQuery);
  const me = session?.person.name ?? '';
  const [owner, setOwner] = useState<string>();
  const names = [...new Set([me, ...(people?.filter((person) => !person.disabled_at).map((person) => person.name) ?? [])])].filter(Boolean);
  const create = useMutation({
    mutationFn: () =>
      createRecord(ACTIVITIES, {
        kind: 'task',
        subject: subject.trim(),
        due_at: new Date(`${day}T${String(HOUR).padStart(2, '0')}:00:00`).toISOString(),
        [field]: record.id,
        ...((owner ?? me) ? { owner: owner ?? me } : {}),
        ...(body.trim() ? { body: body.trim() } : {}),
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['records', ACTIVITIES] });
      void client.invalidateQueries({ queryKey: ['records', object.name, 'one', record.id] });
      toastDone(t`The task is noted`);
      onClose();
    },
    onError: toastError,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Dialog
      title={t`Follow up`}
      about={t`A task about ${titleOf(record, object)}. It stands in the timeline here and among the activities.`}
      size="small"
      onClose={onClose}
      action={
        <Button look="primary" type="submit" form="follow-up" busy={create.isPending} disabled={!subject.trim() || !day}>
          <Trans>Note the task</Trans>
        </Button>
      }
    >
      <form id="follow-up" onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t`What is to be done`} required>
          <Input value={subject} maxLength={200} onChange={(event) => setSubject(event.target.value)} />
        </Field>
        <Field label={t`By when`} required>
          <Input type="date" value={day} onChange={(event) => setDay(event.target.value)} />
        </Field>
        <Field label={t`Who does it`}>
          <Select value={owner ?? me} onChange={(event) => setOwner(event.target.value)}>
            {names.map((name) => (
              <option key={name} value={name}>
                {name === me ? t`${name} (you)` : name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t`More about it`}>
          <Textarea rows={3} maxLength={2_000} value={body} onChange={(event) => setBody(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
