import { useSyncExternalStore } from 'react';
import { batchRecords, type BatchItem, type BatchLine } from '@/api/records';

/** Many records changed at once: sent in batches, and kept with the way back until the next such change or until the window is closed. */

const BATCH_MAX = 1_000;

export interface BulkOutcome {
  done: number;
  failed: number;
  /** The first reason of those that failed. */
  reason?: string;
  /** What the server answered, in the order of the operations. */
  lines: BatchLine[];
}

/** Sends operations in batches; one that fails does not keep the others back. */
export async function runBatch(object: string, items: BatchItem[]): Promise<BulkOutcome> {
  const lines: BatchLine[] = [];
  for (let at = 0; at < items.length; at += BATCH_MAX) lines.push(...(await batchRecords(object, items.slice(at, at + BATCH_MAX))).items);
  const failures = lines.filter((line) => line.status >= 300);
  const problem = failures[0]?.problem;
  return { done: lines.length - failures.length, failed: failures.length, reason: problem?.detail ?? problem?.title, lines };
}

export interface LastBulk {
  object: string;
  /** What was done, in words. */
  text: string;
  undo: BatchItem[];
}

let last: LastBulk | undefined;
const listeners = new Set<() => void>();

export function keepBulk(bulk: LastBulk | undefined) {
  last = bulk;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The last change of many records of an object, while it can be taken back. */
export function useLastBulk(object: string): LastBulk | undefined {
  const bulk = useSyncExternalStore(subscribe, () => last);
  return bulk?.object === object ? bulk : undefined;
}
