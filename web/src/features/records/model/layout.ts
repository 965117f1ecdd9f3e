import { type FieldDefinition, liveFields, type ObjectDefinition } from '@/api/objects';

/** Which fields a list shows when nobody chose, and how wide they are. */

const COLUMNS_AT_FIRST = 8;
const first = ['name', 'number', 'subject', 'kind', 'company', 'customer', 'phone', 'email', 'city', 'status', 'stage', 'priority', 'amount', 'total', 'revenue', 'industry', 'owner', 'closed_on', 'due_at', 'updated_at'];

export function columnsAtFirst(object: ObjectDefinition): string[] {
  const names = liveFields(object).map((field) => field.name);
  const liked = first.filter((name) => names.includes(name) && name !== object.title_field);
  const others = names.filter((name) => !liked.includes(name) && name !== object.title_field && name !== 'created_at');
  return [object.title_field, ...liked, ...others].slice(0, COLUMNS_AT_FIRST).concat('updated_at');
}

/** The fields of these names, in this order; the title stands first, because rows are known by it. */
export function fieldsOf(object: ObjectDefinition, names: string[], updated: FieldDefinition): FieldDefinition[] {
  const all = [...liveFields(object), updated];
  const found = names.flatMap((name) => all.find((field) => field.name === name) ?? []);
  const title = all.find((field) => field.name === object.title_field);
  return title ? [title, ...found.filter((field) => field !== title)] : found;
}

const widths: Partial<Record<FieldDefinition['type'], number>> = {
  long_text: 260,
  integer: 96,
  decimal: 110,
  money: 128,
  boolean: 76,
  date: 136,
  datetime: 196,
  email: 220,
  phone: 168,
  url: 180,
  select: 124,
  reference: 180,
  address: 260,
};

export function widthOf(field: FieldDefinition, isTitle: boolean): number {
  return isTitle ? 240 : (widths[field.type] ?? 148);
}

export function isNumeric(field: FieldDefinition): boolean {
  return field.type === 'integer' || field.type === 'decimal' || field.type === 'money';
}

/** The sort after a click on a column: up, down, none. */
export function nextSort(sort: string | undefined, name: string): string | undefined {
  if (sort === name) return `-${name}`;
  return sort === `-${name}` ? undefined : name;
}
