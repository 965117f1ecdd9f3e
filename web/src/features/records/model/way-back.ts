import type { BatchLine, RecordRow } from '@/api/records';
import type { BulkStep } from './bulk-step';

/**
 * What takes a bulk edit back: each record that was changed gets the value it had, unless somebody changed it since. `before` are the
 * records as they were, in the order of the answers.
 */
export function wayBack(before: RecordRow[], lines: BatchLine[], field: string): BulkStep[] {
  return before.flatMap((record, index): BulkStep[] => {
    const written = lines[index]?.record as RecordRow | undefined;
    if (!written || (lines[index]?.status ?? 500) >= 300) return [];
    return [{ seen: written, item: { op: 'update', id: record.id, version: written.version, record: { [field]: record[field] ?? null } } }];
  });
}

/** What brings back those that were deleted. */
export function restoring(before: RecordRow[], lines: BatchLine[]): BulkStep[] {
  return before.filter((_, index) => (lines[index]?.status ?? 500) < 300).map((record) => ({ item: { op: 'restore', id: record.id } }));
}
