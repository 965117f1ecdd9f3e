import { expect, test } from 'vitest';
import type { Sync } from '@/api/syncs';
import { newDefinition } from './definition';
import { type Draft, keptDraft } from './draft';

const drafted = (connection: string): Draft => ({ connection, definition: { ...newDefinition('deals'), connection, stream: 'deals' } });
const holding = (drafts: Record<string, Draft | string>) => ({ getItem: (place: string) => (drafts[place] === undefined ? null : typeof drafts[place] === 'string' ? drafts[place] : JSON.stringify(drafts[place])) });

test('a draft is gone on with, whether its connection is asked for or none', () => {
  const kept = holding({ 'rapport.new-sync': drafted('1') });
  expect(keptDraft(kept).draft.connection).toBe('1');
  expect(keptDraft(kept, '1')).toEqual({ place: 'rapport.new-sync', draft: drafted('1') });
});

test('a new sync of another connection begins anew and leaves the draft alone', () => {
  const { place, draft } = keptDraft(holding({ 'rapport.new-sync': drafted('1') }), '2');
  expect(draft).toEqual({ connection: '', definition: newDefinition('customers') });
  expect(place).toBe('rapport.new-sync.2');
});

test('what cannot be read is begun anew', () => {
  expect(keptDraft(holding({ 'rapport.new-sync': '{' })).draft.connection).toBe('');
});

test('a draft that was saved is gone on with as it was left, or as it was saved since', () => {
  const saved = { id: '7', version: 2, connection_id: '1', definition: { ...newDefinition('contacts'), stream: 'Contact' } } as unknown as Sync;
  expect(keptDraft(holding({}), undefined, saved)).toMatchObject({ place: 'rapport.new-sync.sync.7', draft: { connection: '1', definition: { stream: 'Contact', object: 'contacts' } } });
  const left = { ...drafted('1'), sync: saved };
  expect(keptDraft(holding({ 'rapport.new-sync.sync.7': left }), undefined, saved).draft.definition.object).toBe(left.definition.object);
  expect(keptDraft(holding({ 'rapport.new-sync.sync.7': { ...left, sync: { ...saved, version: 1 } } }), undefined, saved).draft.definition.object).toBe('contacts');
});
