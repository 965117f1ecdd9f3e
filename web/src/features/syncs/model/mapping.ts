/** A mapping as a plain value, and everything the mapping screen does to it. Pure, so that it is tested without a browser. */

export type Transform = string | Record<string, string | string[]>;

export interface Rule {
  from: string[];
  to: string;
  transforms: Transform[];
  default?: string;
  values: Record<string, string>;
  required?: boolean;
  [more: string]: unknown;
}

export interface Mapping {
  version: number;
  object: string;
  fields: Rule[];
  [more: string]: unknown;
}

function readRule(value: unknown): Rule | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { from, to, transforms, values, ...more } = value as Record<string, unknown>;
  if (typeof to !== 'string') return undefined;
  return {
    ...more,
    from: Array.isArray(from) ? from.map(String) : typeof from === 'string' ? [from] : [],
    to,
    transforms: Array.isArray(transforms) ? (transforms as Transform[]) : [],
    values: typeof values === 'object' && values !== null ? Object.fromEntries(Object.entries(values).map(([key, each]) => [key, String(each)])) : {},
  };
}

/** Reads what the API answers, where one column stands alone and empty members are left out. */
export function readMapping(value: unknown, object: string): Mapping {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const fields = Array.isArray(given.fields) ? given.fields.flatMap((rule: unknown) => readRule(rule) ?? []) : [];
  return { ...given, version: 1, object: typeof given.object === 'string' ? given.object : object, fields };
}

/** As the API takes it. */
export function writeMapping(mapping: Mapping): Record<string, unknown> {
  return {
    ...mapping,
    fields: mapping.fields.map(({ from, transforms, values, ...rule }) => ({
      ...rule,
      from: from.length === 1 ? from[0] : from,
      ...(transforms.length > 0 ? { transforms } : {}),
      ...(Object.keys(values).length > 0 ? { values } : {}),
    })),
  };
}

/** Connects a column with a field. A field that has a rule already takes the column as one more. */
export function connect(mapping: Mapping, column: string, target: string): Mapping {
  const known = mapping.fields.findIndex((rule) => rule.to === target);
  if (known >= 0) return addColumn(mapping, known, column);
  return { ...mapping, fields: [...mapping.fields, { from: [column], to: target, transforms: [], values: {} }] };
}

export function addColumn(mapping: Mapping, index: number, column: string): Mapping {
  const rule = mapping.fields[index];
  if (!rule || rule.from.includes(column)) return mapping;
  return change(mapping, index, { from: [...rule.from, column] });
}

export function change(mapping: Mapping, index: number, part: Partial<Rule>): Mapping {
  return { ...mapping, fields: mapping.fields.map((rule, at) => (at === index ? { ...rule, ...part } : rule)) };
}

export function remove(mapping: Mapping, index: number): Mapping {
  return { ...mapping, fields: mapping.fields.filter((_, at) => at !== index) };
}

/** Takes a column out of a rule; a rule without column and without a value of its own goes. */
export function disconnect(mapping: Mapping, index: number, column: string): Mapping {
  const rule = mapping.fields[index];
  if (!rule) return mapping;
  const from = rule.from.filter((each) => each !== column);
  return from.length === 0 && rule.default === undefined ? remove(mapping, index) : change(mapping, index, { from });
}

/** Takes the proposed rules whose columns a person chose, as they were proposed. */
export function accept(mapping: Mapping, proposed: Mapping, columns: ReadonlySet<string>): Mapping {
  const isKnown = (rule: Rule) => mapping.fields.some((each) => each.to === rule.to && each.from.join('\n') === rule.from.join('\n'));
  const rules = proposed.fields.filter((rule) => rule.from.length > 0 && rule.from.every((column) => columns.has(column)) && !isKnown(rule));
  const covered = new Set(rules.flatMap((rule) => rule.from));
  return { ...mapping, fields: [...mapping.fields, ...rules], ...(Array.isArray(mapping.ignore) ? { ignore: mapping.ignore.filter((column) => !covered.has(String(column))) } : {}) };
}

export function usedColumns(mapping: Mapping): Set<string> {
  return new Set(mapping.fields.flatMap((rule) => rule.from));
}

export function transformName(transform: Transform): string {
  return typeof transform === 'string' ? transform : (Object.keys(transform)[0] ?? '');
}

export function transformArguments(transform: Transform): string[] {
  if (typeof transform === 'string') return [];
  const value = Object.values(transform)[0];
  return value === undefined ? [] : Array.isArray(value) ? value.map(String) : [String(value)];
}

export function makeTransform(name: string, given: string[]): Transform {
  const all = given.filter((argument, index) => argument !== '' || index < given.length - 1);
  if (all.length === 0) return name;
  return { [name]: all.length === 1 ? (all[0] ?? '') : all };
}

/** Operators that say what a value is stand last, so others are put before them. */
const kinds = new Set(['number', 'money', 'date', 'datetime', 'phone', 'email', 'boolean', 'json', 'name', 'company', 'credit_code', 'resident_id', 'country', 'currency', 'address']);

export function addTransform(list: Transform[], transform: Transform): Transform[] {
  const isKind = kinds.has(transformName(transform));
  const plain = list.filter((each) => !kinds.has(transformName(each)));
  const last = isKind ? [transform] : list.filter((each) => kinds.has(transformName(each)));
  return isKind ? [...plain, ...last] : [...plain, transform, ...last];
}
