import { useSyncExternalStore } from 'react';
import { batchRecords, type BatchLine } from '@/api/records';
import { TRIES_MAX } from '@/shared/meanwhile';
import { onceMore, type BulkStep } from './bulk-step';

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

/**
 * Sends operations in batches; one that fails does not keep the others back. Where a record was changed meanwhile, but none of the
 * values that the operation is about, it is sent again for the record as it is now.
 */
export async function runBatch(object: string, steps: BulkStep[]): Promise<BulkOutcome> {
  const lines: BatchLine[] = [];
  let open = steps.map((step, at) => ({ ...step, at }));
  for (let tries = 1; open.length > 0; tries++) {
    for (let from = 0; from < open.length; from += BATCH_MAX) {
      const part = open.slice(from, from + BATCH_MAX);
      const { items } = await batchRecords(object, part.map((step) => step.item));
      part.forEach((step, index) => {
        const line = items[index];
        if (line) lines[step.at] = line;
      });
    }
    if (tries === TRIES_MAX) break;
    open = open.flatMap((step) => {
      const item = onceMore(step, lines[step.at]);
      return item ? [{ ...step, item }] : [];
    });
  }
  const failures = lines.filter((line) => line.status >= 300);
  const problem = failures[0]?.problem;
  return { done: lines.length - failures.length, failed: failures.length, reason: problem?.detail ?? problem?.title, lines };
}

export interface LastBulk {
  object: string;
  /** What was done, in words. */
  text: string;
  undo: BulkStep[];
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
