import type { RecordRow } from '@/api/records';
import { isSame } from './value-text';

/** Members of a record that change without any of its values. */
const BESIDE_VALUES = new Set(['version', 'updated_at', 'external_ids', 'expanded']);

/** True where the named values, or all of them, are what somebody saw. */
export function isAsSeen(current: RecordRow, seen: RecordRow, names = Object.keys(current).filter((name) => !BESIDE_VALUES.has(name))): boolean {
  return names.every((name) => isSame(current[name], seen[name]));
}
