import { expect, test, vi } from 'vitest';
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
