import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { CalendarPlus, UserCheck } from 'lucide-react';
import { useState } from 'react';
import type { FieldDefinition, ObjectDefinition } from '@/api/objects';
import { type RecordRow, recordsQuery } from '@/api/records';
import { sessionQuery } from '@/api/session';
import { ACTIVITIES, OPEN_TASKS } from '@/api/tasks';
import { TaskList } from '@/shared/tasks';
import { useRights } from '@/shared/use-rights';
import { valueText } from '@/shared/value-text';
import { Answered, MoreRows } from '@/ui/answered';
import { Button, IconButton } from '@/ui/button';
import { FollowUpDialog, useFollowUpField } from './follow-up-dialog';
import { Section } from './section';

interface OwnerProps {
  object: ObjectDefinition;
  record: RecordRow;
  onEdit?: (field: FieldDefinition, value: unknown) => void;
}

/** Who looks after the record, where the object knows that; one click takes it over. */
export function Owner({ object, record, onEdit }: OwnerProps) {
  const { t } = useLingui();
  const { data: session } = useQuery(sessionQuery);
  const field = object.fields.find((each) => each.name === 'owner' && each.type === 'text' && !each.archived);
  if (!field) return null;
  const owner = valueText(field, record.owner);
  const me = session?.person.name ?? '';
  return (
    <Section title={t`Looked after by`}>
      <p className="flex items-center gap-2 text-sm">
        <span className={owner ? 'min-w-0 flex-1 truncate' : 'min-w-0 flex-1 text-faint'}>{owner || <Trans>Nobody yet</Trans>}</span>
        {onEdit && me && owner !== me && (
          <Button size="small" look="quiet" icon={<UserCheck size={13} />} onClick={() => onEdit(field, me)}>
            <Trans>Take it over</Trans>
          </Button>
        )}
      </p>
    </Section>
  );
}

/** What is still to be done about the record. */
export function Tasks({ object, record, canWrite }: { object: ObjectDefinition; record: RecordRow; canWrite: boolean }) {
  const { t } = useLingui();
  const field = useFollowUpField(object);
  const rights = useRights(ACTIVITIES);
  const [isNew, setNew] = useState(false);
  const query = useInfiniteQuery({ ...recordsQuery(ACTIVITIES, { filter: `${OPEN_TASKS} AND ${field} = "${record.id}"`, sort: 'due_at', limit: 20 }), enabled: field !== undefined && rights.read });
  if (!field || !rights.read) return null;
  const tasks = query.data?.pages.flatMap((page) => page.items);
  return (
    <Section
      title={t`Tasks`}
      actions={
        canWrite && (
          <IconButton size="small" label={t`New task`} onClick={() => setNew(true)}>
            <CalendarPlus size={14} />
          </IconButton>
        )
      }
    >
      {!tasks && <Answered query={query} lines={1} className="py-2!">{null}</Answered>}
      {tasks?.length === 0 && (
        <p className="text-xs text-faint">
          <Trans>Nothing is to be done.</Trans>
        </p>
      )}
      {tasks && <TaskList tasks={tasks} className="-mx-2" />}
      <MoreRows query={query} className="border-0!" />
      {isNew && <FollowUpDialog object={object} record={record} field={field} onClose={() => setNew(false)} />}
    </Section>
  );
}
