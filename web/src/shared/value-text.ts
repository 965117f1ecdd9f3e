import { t } from '@lingui/core/macro';
import type { FieldDefinition, ObjectDefinition } from '@/api/objects';
import type { RecordRow } from '@/api/records';
import { day, decimal, listed, moment, money, number, regionName } from './format';
import { words } from './locale';

function member(value: object, name: string): string {
  const found = (value as Record<string, unknown>)[name];
  return typeof found === 'string' ? found : '';
}

export function addressText(value: object): string {
  const parts = ['province', 'city', 'district', 'street'].map((name) => member(value, name)).filter(Boolean);
  const text = member(value, 'text');
  if (text && parts.length < 2) return text;
  const isLatin = parts.every((part) => /^[\x20-\x7e]*$/.test(part));
  const line = isLatin ? [...parts].reverse().join(', ') : parts.join('');
  return line || text || [member(value, 'postcode'), member(value, 'country')].filter(Boolean).join(' ');
}

export function optionLabel(field: FieldDefinition, value: string): string {
  const option = field.options?.find((candidate) => candidate.value === value);
  return option ? words(option.label) || value : value;
}

/** True where there is nothing to show. */
export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** True where both are one value, as the server writes it. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

/** An E.164 number in groups, as people read it; others as they came. */
export function phoneText(value: string): string {
  const china = /^\+86(1\d{2})(\d{4})(\d{4})$/.exec(value);
  if (china) return `+86 ${china[1]} ${china[2]} ${china[3]}`;
  const america = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(value);
  if (america) return `+1 ${america[1]} ${america[2]} ${america[3]}`;
  return value;
}

/** A country by its name, where its code is known; else as it came. */
export function countryText(value: string): string {
  return /^[A-Z]{2}$/.test(value) ? regionName(value) : value;
}

export function booleanText(value: boolean): string {
  return value ? t`Yes` : t`No`;
}

/** A value as one line of text. Imported values may have another shape than their field: those are shown as they came. */
export function valueText(field: FieldDefinition, value: unknown): string {
  if (isEmpty(value)) return '';
  if (Array.isArray(value)) return listed(value.map((item) => valueText(field, item)));
  if (typeof value === 'object' && value !== null) {
    if (field.type === 'money') return money(member(value, 'amount'), member(value, 'currency') || undefined);
    if (field.type === 'person') return member(value, 'full') || [member(value, 'given'), member(value, 'family')].filter(Boolean).join(' ');
    if (field.type === 'address') return addressText(value);
    return JSON.stringify(value);
  }
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean') return booleanText(value);
  const text = String(value);
  switch (field.type) {
    case 'date':
      return day(text);
    case 'datetime':
      return moment(text);
    case 'phone':
      return phoneText(text);
    case 'decimal':
    case 'money':
      return decimal(text);
    case 'select':
    case 'multi_select':
      return optionLabel(field, text);
    default:
      return field.name === 'country' ? countryText(text) : text;
  }
}

/** What a record is called: its title, else the first thing that tells it apart. */
export function titleOf(record: RecordRow, object: ObjectDefinition | undefined): string {
  const title = object?.fields.find((field) => field.name === object.title_field);
  const text = title ? valueText(title, record[title.name]) : '';
  if (text) return text;
  for (const name of ['name', 'email', 'phone', 'company', 'number', 'subject']) {
    const field = object?.fields.find((candidate) => candidate.name === name);
    const other = field ? valueText(field, record[name]) : '';
    if (other) return other;
  }
  return `#${record.id}`;
}

/** Values of any field of a row that came from outside: text as it is, the rest as JSON. */
export function rawText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/** A value of another system for reading: numbers, days, moments, yes and no as the language writes them, all else as it came. */
export function theirText(value: unknown): string {
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean') return booleanText(value);
  if (typeof value === 'string' && DAY.test(value)) return day(value);
  // Some write the offset without a colon, which no date reader takes.
  if (typeof value === 'string' && MOMENT.test(value)) return moment(value.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
  return rawText(value);
}
