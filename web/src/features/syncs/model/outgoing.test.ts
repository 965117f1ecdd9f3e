import { expect, test } from 'vitest';
import { newDefinition } from './definition';
import { readMapping } from './mapping';
import { changeLine, isSaid, keyFields, likelyKeyField, outgoingFault, proposedPairs, type StreamField } from './outgoing';

const field = (name: string, more: Partial<StreamField> = {}): StreamField => ({ name, label: name, kind: 'text', creatable: true, updatable: true, ...more });
const mapping = {
  fields: [
    { from: 'Id', to: 'external_id' },
    { from: 'LastName', to: 'name', transforms: ['trim', 'name'] },
    { from: 'Phone', to: 'phone', transforms: [{ phone: 'CN' }] },
    { from: ['Street', 'No'], to: 'address.street', transforms: [{ concat: ' ' }] },
    { from: 'Code', to: 'city', transforms: [{ prefix: 'x' }] },
    { from: 'Level', to: 'status', values: { A: 'active', B: 'lost' } },
    { from: 'Region', to: 'industry', values: { N: 'north', '*': 'other' } },
    { from: 'Created', to: 'notes' },
  ],
};
const definition = { ...newDefinition('customers'), direction: 'both' as const, mapping };
const fields = [field('Id', { creatable: false, updatable: false, is_lookup_key: true }), ...['LastName', 'Phone', 'Street', 'No', 'Code', 'Level', 'Region', 'Website'].map((name) => field(name)), field('Created', { creatable: false, updatable: false })];

test('lines of the way in are proposed the other way round, where there is a way back', () => {
  expect(proposedPairs(definition, undefined, fields).map((pair) => pair.rule)).toEqual([
    { from: 'name', to: 'LastName' },
    { from: 'phone', to: 'Phone' },
    { from: 'status', to: 'Level', values: { active: 'A', lost: 'B' } },
  ]);
});

test('nothing is proposed twice, nor what comes only in, nor the field that holds our ids', () => {
  const proposed = readMapping({ fields: [{ from: 'Phone', to: 'phone' }, { from: 'Website', to: 'website' }] }, 'customers');
  const some = { ...definition, fields: { name: { direction: 'in' as const } }, outgoing: { key_field: 'Level', fields: [{ from: 'phone', to: 'Phone' }] } };
  expect(proposedPairs(some, proposed, fields)).toEqual([{ rule: { from: 'website', to: 'Website' }, isReadBack: false }]);
});

test('a field holds our ids where records are found by it and nothing else lives in it', () => {
  const keys = [field('Id', { is_lookup_key: true, creatable: false }), field('Phone', { is_lookup_key: true }), field('Flag', { is_lookup_key: true, kind: 'boolean' }), field('Serial', { is_lookup_key: true }), field('External_Id__c', { is_lookup_key: true })];
  const found = keyFields(definition, keys);
  expect(found.map((each) => each.name)).toEqual(['Serial', 'External_Id__c']);
  expect(likelyKeyField(found)?.name).toBe('External_Id__c');
  expect(likelyKeyField([field('Serial'), field('code', { label: '外部系统编码' })])?.name).toBe('code');
  expect(likelyKeyField([field('Serial')])).toBeUndefined();
});

test('a line carries either a field or a value for all, and nothing empty', () => {
  const outgoing = { fields: [{ from: 'city', to: 'City', transforms: ['upper'], values: { a: 'b' } }] };
  expect(changeLine(outgoing, 0, { value: 'Rapport', transforms: [], values: {} }).fields).toEqual([{ from: '', to: 'City', value: 'Rapport' }]);
  expect(changeLine(outgoing, 0, { only_create: false }).fields).toEqual(outgoing.fields);
  expect(isSaid(outgoing)).toBe(true);
  expect(isSaid({ fields: [] })).toBe(false);
  expect(isSaid({ fields: [{ from: '', to: 'City' }] })).toBe(false);
  expect(isSaid({ fields: [{ from: '', to: 'City', value: '' }] })).toBe(true);
});

test('what the other system would refuse is known by its description', () => {
  const there = field('Region', { required: true, length_max: 3 });
  expect(outgoingFault(null, there)).toBe('missing');
  expect(outgoingFault('北京市', there)).toBeUndefined();
  expect(outgoingFault('上海市区', there)).toBe('long');
  const choice = { ...there, required: false, options: ['SH', 'BJ'] };
  expect(outgoingFault('', choice)).toBeUndefined();
  expect(outgoingFault(['SH', 'GZ'], choice)).toBe('option');
});
