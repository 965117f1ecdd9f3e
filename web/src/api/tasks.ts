import { recordsQuery } from './records';

export const ACTIVITIES = 'activities';

/** Activities that are to be done and are not done yet. */
export const OPEN_TASKS = 'kind = "task" AND (done IS NULL OR done = false)';

const SHOWN = 8;

function startOfTomorrow(): string {
  const at = new Date();
  at.setHours(0, 0, 0, 0);
  at.setDate(at.getDate() + 1);
  return at.toISOString();
}

const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** Tasks of `owner` that are due today or were before, and those of nobody; and what was given to them without a day. */
export function dayTasksQuery(owner: string) {
  const due = `due_at < "${startOfTomorrow()}"`;
  const filter = `${OPEN_TASKS} AND ((owner = ${quoted(owner)} AND (${due} OR due_at IS NULL)) OR (owner IS NULL AND ${due}))`;
  return recordsQuery(ACTIVITIES, { filter, sort: 'due_at', limit: SHOWN });
}
