import type { Run } from '@/api/runs';

/** Texts of a report that name no record. */
const PLAIN = ['mode', 'outcome', 'stage'];

/** What somebody needs who shall find out what went wrong: counts and codes, no value of a record. */
export function supportText(run: Run): string {
  const { report, ...about } = run;
  const plain = Object.entries(report ?? {}).filter(([name, value]) => typeof value === 'number' || typeof value === 'boolean' || PLAIN.includes(name));
  const codes = ['findings', 'warnings'].map((name) => {
    const all = report?.[name];
    const items = Array.isArray(all) ? (all as { code?: string; field?: string; count?: number }[]) : [];
    return [name, items.map(({ code, field, count }) => ({ code, field, count }))];
  });
  return JSON.stringify({ ...about, report: Object.fromEntries([...plain, ...codes]) }, undefined, 2);
}
