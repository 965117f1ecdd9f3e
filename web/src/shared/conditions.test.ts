import { expect, test } from 'vitest';
import type { FieldDefinition } from '@/api/objects';
import { filterOf, readConditions } from './conditions';

const field = (name: string, type: FieldDefinition['type']) => ({ name, type, label: { en: name, zh: name }, required: false, unique: false, indexed: false, protected: false, sensitive: false, archived: false }) as FieldDefinition;
const fields = [field('city', 'text'), field('employees', 'integer'), field('status', 'select'), field('created_at', 'datetime')];

test('conditions become one filter of the API', () => {
  expect(
    filterOf(
      [
        { field: 'city', is: 'is', value: 'a "b" \\' },
        { field: 'employees', is: 'more', value: '10' },
        { field: 'status', is: 'any', value: 'active\ninactive' },
        { field: 'created_at', is: 'until', value: '2026-02-28' },
        { field: 'city', is: 'filled' },
      ],
      fields,
    ),
  ).toBe('city = "a \\"b\\" \\\\" AND employees >= 10 AND status IN ("active", "inactive") AND created_at < "2026-03-01" AND city IS NOT NULL');
});

test('a condition that is not complete is left out', () => {
  expect(filterOf([{ field: 'city', is: 'is' }], fields)).toBeUndefined();
});

test('what does not fit in an address is left out', () => {
  expect(readConditions([{ field: 'city', is: 'nonsense' }, 7, { field: 'city', is: 'empty' }])).toEqual([{ field: 'city', is: 'empty', value: undefined }]);
  expect(readConditions('x')).toBeUndefined();
});
