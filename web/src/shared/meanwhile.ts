import { isStatus } from '@/api/errors';
import { changeRecord, deleteRecord, type RecordRow } from '@/api/records';
import { isAsSeen } from './as-seen';

/**
 * Records as a person saw them, changed or deleted although others changed them meanwhile: what does not concern the person's change is no
 * reason to refuse it.
 */

/** How often a change is tried on a record of which other values keep changing. */
export const TRIES_MAX = 3;

/** The record as it is now, where a change was refused because somebody else was faster. */
export function currentOf(error: unknown): RecordRow | undefined {
  return isStatus(error, 412) ? (error.problem.current as RecordRow | undefined) : undefined;
}

/** Tries with the version that was seen; where that is an older one and nothing that counts has changed, once more with the one of now. */
async function tried<Result>(seen: RecordRow, names: string[] | undefined, change: (version: number) => Promise<Result>): Promise<Result> {
  let version = seen.version;
  for (let tries = 1; ; tries++) {
    try {
      return await change(version);
    } catch (error) {
      const current = currentOf(error);
      if (!current || tries === TRIES_MAX || !isAsSeen(current, seen, names)) throw error;
      version = current.version;
    }
  }
}

/** Changes one value of the record as it was read; refused where somebody changed that value meanwhile. */
export function changeValue(object: string, record: RecordRow, field: string, value: unknown): Promise<RecordRow> {
  return tried(record, [field], (version) => changeRecord(object, record.id, { [field]: value }, version));
}

/** Deletes the record as it was read; refused where somebody changed any of its values meanwhile. */
export function deleteSeen(object: string, record: RecordRow): Promise<void> {
  return tried(record, undefined, (version) => deleteRecord(object, record.id, version));
}
