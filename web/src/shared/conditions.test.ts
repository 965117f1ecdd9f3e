import { expect, test, vi } from 'vitest';
import type { FieldDefinition } from '@/api/objects';
import { type Condition, conditionsOf, filterOf, readConditions } from './conditions';

const field = (name: string, type: FieldDefinition['type']) => ({ name, type, label: { en: name, zh: name }, required: false, unique: false, indexed: false, protected: false, sensitive: false, archived: false }) as FieldDefinition;
const fields = [field('city', 'text'), field('employees', 'integer'), field('status', 'select'), field('created_at', 'datetime')];

test('conditions become one filter of the API', () => {
  expect(
    filterOf(
      [
        { field: 'city', is: 'is', value: 'a "b" \\' },
        { field: 'employees', is: 'more', value: '10' },
        { field: 'status', is: 'any', value: 'active\ninactive' },
        { field: 'city', is: 'filled' },
      ],
      fields,
    ),
  ).toBe('city = "a \\"b\\" \\\\" AND employees >= 10 AND status IN ("active", "inactive") AND city IS NOT NULL');
});

test('days of moments are those of whoever asks, the last one whole', () => {
  vi.stubEnv('TZ', 'Asia/Shanghai');
  const asked = (is: 'from' | 'until', value: string) => filterOf([{ field: 'created_at', is, value }], fields);
  expect(asked('from', '2026-02-28')).toBe('created_at >= "2026-02-27T16:00:00.000Z"');
  expect(asked('until', '2026-02-28')).toBe('created_at < "2026-02-28T16:00:00.000Z"');
  vi.stubEnv('TZ', 'Europe/Berlin');
  // The clocks go forward at night: the day has 23 hours.
  expect(asked('until', '2026-03-29')).toBe('created_at < "2026-03-29T22:00:00.000Z"');
  vi.unstubAllEnvs();
});

test('a condition that is not complete is left out', () => {
  expect(filterOf([{ field: 'city', is: 'is' }], fields)).toBeUndefined();
});

test('what does not fit in an address is left out', () => {
  expect(readConditions([{ field: 'city', is: 'nonsense' }, 7, { field: 'city', is: 'empty' }])).toEqual([{ field: 'city', is: 'empty', value: undefined }]);
  expect(readConditions('x')).toBeUndefined();
});

test('a filter is read back into the conditions that it was made of', () => {
  vi.stubEnv('TZ', 'Asia/Shanghai');
  const conditions: Condition[] = [
    { field: 'city', is: 'is', value: 'a "b" AND \\' },
    { field: 'city', is: 'contains', value: '上海 AND 北京' },
    { field: 'employees', is: 'less', value: '10' },
    { field: 'status', is: 'none', value: 'active\ninactive' },
    { field: 'created_at', is: 'from', value: '2026-02-28' },
    { field: 'created_at', is: 'until', value: '2026-03-01' },
    { field: 'city', is: 'filled' },
  ];
  expect(conditionsOf(filterOf(conditions, fields) ?? '', fields)).toEqual(conditions);
  expect(conditionsOf('status = "active"', fields)).toEqual([{ field: 'status', is: 'any', value: 'active' }]);
  expect(conditionsOf('', fields)).toEqual([]);
  vi.unstubAllEnvs();
});

test('a filter that says more than conditions can stays a text', () => {
  for (const filter of ['city = "a" OR city = "b"', 'NOT city = "a"', '(city = "a")', 'town = "a"', 'employees > 3', 'created_at >= "2026-02-28T11:30:00Z"']) expect(conditionsOf(filter, fields), filter).toBeUndefined();
});
