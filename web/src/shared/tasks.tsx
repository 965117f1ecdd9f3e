import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CalendarClock, Square } from 'lucide-react';
import type { RecordRow } from '@/api/records';
import { ACTIVITIES } from '@/api/tasks';
import { toastDone, toastError } from '@/ui/toast';
import { classes } from '@/ui/classes';
import { changeValue } from './meanwhile';
import { Time, useNow } from './time';

/** Tasks that are open, each done by one click, with the way back. */
export function TaskList({ tasks, className }: { tasks: RecordRow[]; className?: string }) {
  return (
    <ul className={classes('flex flex-col', className)}>
      {tasks.map((task) => (
        <TaskLine key={task.id} task={task} />
      ))}
    </ul>
  );
}

function TaskLine({ task }: { task: RecordRow }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const now = useNow();
  const subject = typeof task.subject === 'string' ? task.subject : '';
  const due = typeof task.due_at === 'string' ? task.due_at : undefined;
  const isLate = due !== undefined && Date.parse(due) < now;
  const refresh = () => client.invalidateQueries({ queryKey: ['records'] });
  const finish = useMutation({
    mutationFn: () => changeValue(ACTIVITIES, task, 'done', true),
    onSuccess: (saved) => {
      void refresh();
      toastDone(t`Done: ${subject}`, { label: t`Undo`, run: () => void changeValue(ACTIVITIES, saved, 'done', task.done ?? null).then(refresh, toastError) });
    },
    onError: toastError,
  });
  return (
    <li className="flex items-start gap-2 px-2 py-1.5">
      <button
        type="button"
        role="checkbox"
        aria-checked={finish.isPending}
        aria-label={t`Done: ${subject}`}
        disabled={finish.isPending}
        onClick={() => finish.mutate()}
        className="mt-px grid size-5 shrink-0 place-items-center rounded-sm text-faint hover:bg-hover hover:text-accent-ink disabled:opacity-50"
      >
        <Square size={15} />
      </button>
      <span className="min-w-0 flex-1">
        <Link to="/records/$object/$id" params={{ object: ACTIVITIES, id: task.id }} className={classes('block truncate text-sm hover:underline', finish.isPending && 'text-faint line-through')}>
          {subject}
        </Link>
        <span className="flex flex-wrap items-center gap-x-2 text-xs text-faint">
          {due && (
            <span className={classes('inline-flex items-center gap-1', isLate && 'text-bad')}>
              <CalendarClock size={11} />
              {isLate && <Trans>overdue</Trans>} <Time at={due} />
            </span>
          )}
          {typeof task.owner === 'string' && <span className="truncate">{task.owner}</span>}
        </span>
      </span>
    </li>
  );
}
