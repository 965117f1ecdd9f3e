import type { BatchItem, BatchLine, RecordRow } from '@/api/records';
import { isSame } from '@/shared/value-text';

/** One operation, and the record as the person saw it who asked for it. */
export interface BulkStep {
  item: BatchItem;
  seen?: RecordRow;
}

/** Members of a record that change without any of its values. */
const BESIDE_VALUES = new Set(['version', 'updated_at', 'external_ids', 'expanded']);

/** The operation for the record as it is now, where it was refused for a change that does not concern it. */
export function onceMore({ item, seen }: BulkStep, line: BatchLine | undefined): BatchItem | undefined {
  const current = line?.status === 412 ? (line.problem?.current as RecordRow | undefined) : undefined;
  if (!current || !seen) return undefined;
  const concerned = item.op === 'update' ? Object.keys(item.record ?? {}) : Object.keys(current).filter((name) => !BESIDE_VALUES.has(name));
  return concerned.every((name) => isSame(current[name], seen[name])) ? { ...item, version: current.version } : undefined;
}
