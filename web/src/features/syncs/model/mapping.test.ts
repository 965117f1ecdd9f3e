import { expect, test } from 'vitest';
import { accept, addTransform, change, connect, disconnect, makeTransform, readMapping, transformArguments, transformName, writeMapping } from './mapping';

const from = { version: 1, object: 'customers', fields: [{ from: 'Id', to: 'external_id' }, { from: ['First', 'Last'], to: 'name', transforms: [{ concat: ' ' }], note: 'kept' }] };

test('what is read is written back as it was', () => {
  expect(writeMapping(readMapping(from, 'customers'))).toEqual(from);
});

test('a column that is dropped on a field is connected, on a field with a rule it is one more', () => {
  const one = connect(readMapping(from, 'customers'), 'Mobile', 'phone');
  const two = connect(one, 'Phone', 'phone');
  expect(two.fields.at(-1)?.from).toEqual(['Mobile', 'Phone']);
  expect(connect(two, 'Phone', 'phone')).toBe(two);
});

test('a rule that lost its last column goes', () => {
  expect(disconnect(readMapping(from, 'customers'), 0, 'Id').fields.map((rule) => rule.to)).toEqual(['name']);
});

test('an operator that says what a value is stands last and stands once', () => {
  expect(addTransform(['trim', { phone: 'CN' }], 'lower')).toEqual(['trim', 'lower', { phone: 'CN' }]);
  expect(addTransform(['trim', { phone: 'CN' }], 'email')).toEqual(['trim', 'email']);
});

test('operators are written as the API takes them', () => {
  expect(makeTransform('replace', ['a', ''])).toEqual({ replace: 'a' });
  expect(makeTransform('replace', ['a', 'b'])).toEqual({ replace: ['a', 'b'] });
  expect(makeTransform('trim', [])).toBe('trim');
  expect([transformName({ split: ['-', '2'] }), transformArguments({ split: ['-', '2'] })]).toEqual(['split', ['-', '2']]);
});

test('a change of one rule leaves the others', () => {
  const mapping = readMapping(from, 'customers');
  expect(change(mapping, 1, { default: '?' }).fields[0]).toBe(mapping.fields[0]);
});

test('proposed rules are taken as they were proposed, two for one field too', () => {
  const proposed = readMapping({ fields: [{ from: 'Phone', to: 'phone' }, { from: 'Mobile', to: 'phone' }, { from: ['A', 'B'], to: 'city' }] }, 'customers');
  const taken = accept(readMapping(from, 'customers'), proposed, new Set(['Phone', 'Mobile', 'A']));
  expect(taken.fields.slice(2)).toEqual(proposed.fields.slice(0, 2));
  expect(accept(taken, proposed, new Set(['Phone'])).fields).toHaveLength(4);
});
