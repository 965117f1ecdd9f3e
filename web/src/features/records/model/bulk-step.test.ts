import { expect, test } from 'vitest';
import type { BatchItem, BatchLine, RecordRow } from '@/api/records';
import { onceMore } from './bulk-step';

const seen: RecordRow = { id: '1', version: 3, city: 'Bergen', status: null, created_at: '', updated_at: '1' };
const refused = (current: Partial<RecordRow>, status = 412) => ({ status, outcome: 'failed', problem: { current: { ...seen, version: 5, updated_at: '2', ...current } } }) as unknown as BatchLine;
const update: BatchItem = { op: 'update', id: '1', version: 3, record: { city: 'Oslo' } };
const remove: BatchItem = { op: 'delete', id: '1', version: 3 };

test('a change is sent again for the record as it is now, unless the value that it is about was changed', () => {
  expect(onceMore({ item: update, seen }, refused({ status: 'active' }))).toEqual({ ...update, version: 5 });
  expect(onceMore({ item: update, seen }, refused({ city: 'Narvik' }))).toBeUndefined();
});

test('a record is deleted all the same where none of its values changed, and stays where one did', () => {
  expect(onceMore({ item: remove, seen }, refused({}))).toEqual({ ...remove, version: 5 });
  expect(onceMore({ item: remove, seen }, refused({ status: 'active' }))).toBeUndefined();
});

test('what failed for another reason is not sent again', () => {
  expect(onceMore({ item: update, seen }, refused({}, 422))).toBeUndefined();
  expect(onceMore({ item: update }, refused({}))).toBeUndefined();
  expect(onceMore({ item: update, seen }, undefined)).toBeUndefined();
});
