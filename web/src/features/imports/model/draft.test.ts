import { describe, expect, it } from 'vitest';
import { adjust, aim, type MappingText, readMapping, sourceName } from './draft';

const mapping: MappingText = {
  version: 1,
  object: 'customers',
  fields: [
    { from: ['名称'], to: 'name' },
    { from: ['手机', '电话'], to: 'phone' },
  ],
};

describe('a mapping in the making', () => {
  it('keeps the place of a rule that gets another field', () => {
    expect(aim(mapping, '名称', 'company').fields.map((rule) => rule.to)).toEqual(['company', 'phone']);
  });

  it('takes one column from a rule of several', () => {
    expect(aim(mapping, '电话', undefined).fields[1]).toEqual({ from: ['手机'], to: 'phone' });
    expect(aim(aim(mapping, '电话', undefined), '手机', undefined).fields).toHaveLength(1);
  });

  it('forgets members that are set to nothing', () => {
    const changed = adjust(adjust(mapping, '名称', { default: 'x' }), '名称', { default: undefined });
    expect(changed.fields[0]).toEqual({ from: ['名称'], to: 'name' });
  });

  it('reads single columns as the server writes them', () => {
    expect(readMapping({ version: 1, object: 'customers', fields: [{ from: 'a', to: 'name' }] }, 'customers').fields[0]?.from).toEqual(['a']);
    expect(readMapping(null, 'leads')).toEqual({ version: 1, object: 'leads', fields: [] });
  });

  it('names a source after its file, not after its day', () => {
    expect(sourceName('shop-members 2024-05-01.csv')).toBe('shop-members');
    expect(sourceName('客户表 (2).xlsx')).toBe('客户表');
    expect(sourceName('rejected-17.xlsx')).not.toBe('');
  });
});
