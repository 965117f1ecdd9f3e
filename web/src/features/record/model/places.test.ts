import { expect, test } from 'vitest';
import type { Schemas } from '@/api/client';
import type { RecordSync } from '@/api/records';
import { placesOf } from './places';

const shown = (source: string, external_id: string) => ({ source, external_id, findings: [] }) as unknown as Schemas['SourceRecord'];
const sync = (id: string, source: string, state: RecordSync['state'], external_id: string | null, writes = true) => ({ sync: id, source, state, external_id, writes }) as RecordSync;

test('syncs stand with the record that they know, and systems that are only written to stand alone', () => {
  const places = placesOf([shown('Zoho', '1'), shown('Zoho', '2')], [sync('7', 'Zoho', 'in_sync', '2'), sync('8', 'Kingdee', 'waiting', null), sync('9', 'Shop', null, null, false), sync('10', 'Zoho', null, null)]);
  expect(places.map((place) => [place.source, place.externalId, place.syncs.map((each) => each.sync)])).toEqual([
    ['Zoho', '1', []],
    ['Zoho', '2', ['7']],
    ['Kingdee', undefined, ['8']],
  ]);
});

test('a system that was written to and never read from has shown nothing', () => {
  const written = { ...shown('Files', '3'), at: '1970-01-01T00:00:00Z' };
  expect(placesOf([written], [sync('7', 'Files', 'in_sync', '3')]).map((place) => [place.externalId, place.shown])).toEqual([['3', undefined]]);
});
