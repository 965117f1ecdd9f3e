import { describe, expect, it, vi } from 'vitest';
import { type DuplicateGroup, findDuplicates, groupKey } from './find-duplicates';

const pairs: Record<string, string> = { 1: '2', 2: '1', 3: '', 4: '' };
const record = (id: string) => ({ id, version: 1, created_at: '', updated_at: '' });

vi.mock('@/api/records', () => ({
  findDuplicatesOf: (_object: string, id: string) => Promise.resolve({ items: pairs[id] ? [{ matched_by: ['phone'], record: { id: pairs[id] } }] : [] }),
}));

describe('finding duplicates', () => {
  it('tells each group once and every record that was looked at', async () => {
    const found: DuplicateGroup[] = [];
    let looked = 0;
    await findDuplicates('customers', ['1', '2', '3', '4'].map(record), new AbortController().signal, (done, group) => {
      looked = done;
      if (group) found.push(group);
    });
    expect(looked).toBe(4);
    expect(found.map((group) => group.key)).toEqual([groupKey(['2', '1'])]);
    expect(found[0]?.matchedBy).toEqual(['phone']);
  });
});
