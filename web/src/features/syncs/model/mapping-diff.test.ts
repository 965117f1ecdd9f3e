import { expect, test } from 'vitest';
import { readMapping } from './mapping';
import { rulesChanged, ruleText } from './mapping-diff';

const of = (fields: unknown[]) => readMapping({ version: 1, object: 'customers', fields }, 'customers');
const said = { transform: (name: string) => `<${name}>`, column: (name: string) => name, values: (count: number) => `${count} values`, otherwise: (value: string) => `else ${value}`, required: 'required' };

test('two mappings differ by the rules that came, went and changed', () => {
  const before = of([{ from: 'Id', to: 'external_id' }, { from: 'Phone', to: 'phone' }, { from: 'Fax', to: 'fax' }]);
  const after = of([{ from: 'Id', to: 'external_id' }, { from: ['Mobile', 'Phone'], to: 'phone', transforms: [{ phone: 'CN' }] }, { from: 'Mail', to: 'email' }]);
  expect(rulesChanged(before, after).map(({ target, change }) => [target, change])).toEqual([
    ['phone', 'changed'],
    ['email', 'added'],
    ['fax', 'removed'],
  ]);
  expect(rulesChanged(after, after)).toEqual([]);
});

test('a rule is told in one line', () => {
  const [rule] = of([{ from: ['Mobile', 'Phone'], to: 'phone', transforms: ['first_non_empty', { phone: 'CN' }], values: { a: 'b' }, default: '-', required: true }]).fields;
  expect(rule && ruleText(rule, said)).toBe('Mobile + Phone · <first_non_empty> · <phone> CN · 1 values · else - · required');
});
