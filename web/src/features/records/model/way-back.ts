import type { BatchItem, BatchLine, RecordRow } from '@/api/records';

/**
 * What takes a bulk edit back: each record that was changed gets the value it had, unless somebody changed it since. `before` are the
 * records as they were, in the order of the answers.
 */
export function wayBack(before: RecordRow[], lines: BatchLine[], field: string): BatchItem[] {
  return before.flatMap((record, index): BatchItem[] => {
    const written = lines[index]?.record as RecordRow | undefined;
    if (!written || (lines[index]?.status ?? 500) >= 300) return [];
    return [{ op: 'update', id: record.id, version: written.version, record: { [field]: record[field] ?? null } }];
  });
}

/** What brings back those that were deleted. */
export function restoring(before: RecordRow[], lines: BatchLine[]): BatchItem[] {
  return before.filter((_, index) => (lines[index]?.status ?? 500) < 300).map((record) => ({ op: 'restore', id: record.id }));
}
