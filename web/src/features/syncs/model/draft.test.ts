import { expect, test } from 'vitest';
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
