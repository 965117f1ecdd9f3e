/** Plans that a picker can show, read from and written as the five fields of cron: on some days of the week, once or by the hour. */

export interface Plan {
  minute: number;
  /** Hours of the day, rising; all of them run by the hour. */
  hours: number[];
  /** Days of the week, Monday is 1 and Sunday 7; none means every day. */
  days: number[];
}

export const ALL_HOURS = Array.from({ length: 24 }, (_, hour) => hour);
export const ALL_DAYS = [1, 2, 3, 4, 5, 6, 7];
export const WEEKDAYS = [1, 2, 3, 4, 5];

const NAMES = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** The numbers of one field: lists and ranges, steps too. Undefined where it is something else. */
function numbers(field: string, from: number, to: number): number[] | undefined {
  const found = new Set<number>();
  for (const part of field.toLowerCase().split(',')) {
    const [, range = '', step = '1'] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
    const read = (text: string) => (NAMES.includes(text) && to === 7 ? NAMES.indexOf(text) : /^\d+$/.test(text) ? Number(text) : NaN);
    const [first = NaN, last = NaN] = range === '*' ? [from, to] : range.includes('-') ? range.split('-').map(read) : [read(range), part.includes('/') ? to : read(range)];
    if (!(first >= from && last <= to && first <= last) || Number(step) < 1) return undefined;
    for (let each = first; each <= last; each += Number(step)) found.add(each);
  }
  return [...found].sort((one, other) => one - other);
}

/** Undefined for a text that a picker cannot show, or that is none. */
export function readPlan(cron: string): Plan | undefined {
  const [minute = '', hour = '', day, month, weekday = '', ...more] = cron.trim().split(/\s+/);
  if (day !== '*' || month !== '*' || more.length > 0 || !/^\d+$/.test(minute) || Number(minute) > 59) return undefined;
  const hours = numbers(hour, 0, 23);
  const days = weekday === '*' ? [] : numbers(weekday, 0, 7);
  if (!hours || !days) return undefined;
  // Both 0 and 7 are Sunday.
  const named = [...new Set(days.map((each) => each || 7))].sort((one, other) => one - other);
  return { minute: Number(minute), hours, days: named.length === 7 ? [] : named };
}

/** Neighbours as a range, the others one by one. */
function listed(values: number[]): string {
  const runs: [number, number][] = [];
  for (const value of values) {
    const last = runs.at(-1);
    if (last && last[1] === value - 1) last[1] = value;
    else runs.push([value, value]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : to - from === 1 ? `${from},${to}` : `${from}-${to}`)).join(',');
}

export function writePlan({ minute, hours, days }: Plan): string {
  return `${minute} ${hours.length === 24 ? '*' : listed(hours)} * * ${days.length === 0 || days.length === 7 ? '*' : listed(days)}`;
}
