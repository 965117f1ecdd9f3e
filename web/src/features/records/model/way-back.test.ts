import { expect, test } from 'vitest';
import type { BatchLine, RecordRow } from '@/api/records';
import { wayBack } from './way-back';

const record = (id: string, version: number, city: string | null): RecordRow => ({ id, version, city, created_at: '', updated_at: '' });

test('the way back gives the values they had to those that were changed, at the version that the change made', () => {
  const lines = [
    { status: 200, outcome: 'updated', record: record('1', 4, 'Oslo') },
    { status: 412, outcome: 'failed' },
    { status: 200, outcome: 'updated', record: record('3', 8, 'Oslo') },
  ] as unknown as BatchLine[];
  expect(wayBack([record('1', 3, 'Bergen'), record('2', 1, 'Narvik'), record('3', 7, null)], lines, 'city')).toEqual([
    { seen: record('1', 4, 'Oslo'), item: { op: 'update', id: '1', version: 4, record: { city: 'Bergen' } } },
    { seen: record('3', 8, 'Oslo'), item: { op: 'update', id: '3', version: 8, record: { city: null } } },
  ]);
});
