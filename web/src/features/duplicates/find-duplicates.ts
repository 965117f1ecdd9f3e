import { findDuplicatesOf, type RecordRow } from '@/api/records';

/** Records that share a match key, and by which. */
export interface DuplicateGroup {
  key: string;
  records: RecordRow[];
  matchedBy: string[];
}

const AT_ONCE = 4;
const RECORDS_MAX = 5;

/** Names a group by its records, whatever their order. */
export function groupKey(ids: string[]): string {
  return [...ids].sort().join(' ');
}

/**
 * Asks for each of the records which others share a match key with it. Each group is told once, as soon as it is found; records that
 * stand in one already are not asked about again.
 */
export async function findDuplicates(object: string, records: RecordRow[], signal: AbortSignal, tell: (done: number, found: DuplicateGroup | undefined) => void): Promise<void> {
  const seen = new Set<string>();
  let next = 0;
  let done = 0;
  const work = async () => {
    for (let record = records[next++]; record; record = records[next++]) {
      signal.throwIfAborted();
      let group: DuplicateGroup | undefined;
      if (!seen.has(record.id)) {
        const { items } = await findDuplicatesOf(object, record.id, signal);
        const others = items.filter((item) => item.record.id !== record.id).slice(0, RECORDS_MAX - 1);
        const key = groupKey([record.id, ...others.map((other) => other.record.id)]);
        if (others.length > 0 && !seen.has(key) && !others.some((other) => seen.has(other.record.id))) {
          group = { key, records: [record, ...others.map((other) => other.record)], matchedBy: [...new Set(others.flatMap((other) => other.matched_by))] };
          seen.add(key);
          for (const each of group.records) seen.add(each.id);
        }
      }
      tell(++done, group);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
