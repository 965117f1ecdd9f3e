import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowRight, CircleCheck } from 'lucide-react';
import { useObject } from '@/api/objects';
import { sessionQuery } from '@/api/session';
import { ACTIVITIES, dayTasksQuery } from '@/api/tasks';
import type { Condition } from '@/shared/conditions';
import { TaskList } from '@/shared/tasks';
import { useRights } from '@/shared/use-rights';
import { Answered } from '@/ui/answered';
import { Panel } from '@/ui/page';
import { Skeleton } from '@/ui/states';

/** Tasks of whoever is signed in that are due today or were before, and those of nobody; and what was given to them without a day. */
export function DayTasks() {
  const { t } = useLingui();
  const { data: session } = useQuery(sessionQuery);
  const object = useObject(ACTIVITIES);
  const rights = useRights(ACTIVITIES);
  const me = session?.person.name ?? '';
  const has = (name: string) => object?.fields.some((field) => field.name === name && !field.archived);
  const isThere = Boolean(object && !object.archived && rights.read && has('due_at') && has('done') && has('owner') && me);
  const query = useInfiniteQuery({ ...dayTasksQuery(me), enabled: isThere });
  if (!isThere) return null;
  const tasks = query.data?.pages[0]?.items;
  const mine: Condition[] = [{ field: 'kind', is: 'any', value: 'task' }, { field: 'owner', is: 'is', value: me }];
  return (
    <Panel
      title={t`Today`}
      about={t`Tasks given to you, and due ones that nobody has taken`}
      flush
      actions={
        <Link to="/records/$object" params={{ object: ACTIVITIES }} search={{ where: mine, sort: 'due_at' }} className="flex items-center gap-1 text-xs text-accent-ink hover:underline">
          <Trans>All your tasks</Trans> <ArrowRight size={12} />
        </Link>
      }
    >
      {!tasks && <Answered query={query} className="py-6!" waiting={<Skeleton className="m-4 h-24" />}>{null}</Answered>}
      {tasks?.length === 0 && (
        <p className="flex items-center gap-2 px-4 pb-4 text-sm text-soft">
          <CircleCheck size={16} className="text-good" />
          <Trans>No task for today. “Follow up” on a record notes one.</Trans>
        </p>
      )}
      {tasks && tasks.length > 0 && <TaskList tasks={tasks} className="px-2 pb-2" />}
    </Panel>
  );
}
