import type { BatchItem, BatchLine, RecordRow } from '@/api/records';
import { isAsSeen } from '@/shared/as-seen';

/** One operation, and the record as the person saw it who asked for it. */
export interface BulkStep {
  item: BatchItem;
  seen?: RecordRow;
}

/** The operation for the record as it is now, where it was refused for a change that does not concern it. */
export function onceMore({ item, seen }: BulkStep, line: BatchLine | undefined): BatchItem | undefined {
  const current = line?.status === 412 ? (line.problem?.current as RecordRow | undefined) : undefined;
  if (!current || !seen) return undefined;
  const concerned = item.op === 'update' ? Object.keys(item.record ?? {}) : undefined;
  return isAsSeen(current, seen, concerned) ? { ...item, version: current.version } : undefined;
}
