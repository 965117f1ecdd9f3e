import type { StreamWithFields } from '@/api/connections';
import type { Definition, OutgoingRule } from './definition';
import { type Mapping, readMapping, type Rule, transformName } from './mapping';

/** What is written to the other system, as a plain value, and what the forms do to it. Pure, so that it is tested without a browser. */
export type Outgoing = NonNullable<Definition['outgoing']>;

export type StreamField = StreamWithFields['fields'][number];

export const NO_OUTGOING: Outgoing = { fields: [], create: false, delete: false };

/** Fields there that take a value, when a record is made or later. */
export function writable(fields: StreamField[]): StreamField[] {
  return fields.filter((field) => field.updatable !== false || field.creatable !== false);
}

/** Columns that the way in reads. */
function columnsRead(definition: Definition): Set<string> {
  return new Set(readMapping(definition.mapping, definition.object).fields.flatMap((rule) => rule.from));
}

/** Fields there that can hold our ids: the system finds records by them, and nothing else lives in them. */
export function keyFields(definition: Definition, fields: StreamField[]): StreamField[] {
  const written = new Set(definition.outgoing?.fields.map((rule) => rule.to));
  const read = columnsRead(definition);
  return fields.filter((field) => field.is_lookup_key && field.creatable && (field.kind === 'text' || field.kind === 'integer') && !written.has(field.name) && !read.has(field.name));
}

const MADE_FOR_IDS = /rapport|ext(ernal)?[ _.-]*(id|key|no|code)|(外部|第三方).*(id|键|编号|编码)/i;

/** The one of them that is made for ids of others, by its name. */
export function likelyKeyField(candidates: StreamField[]): StreamField | undefined {
  return candidates.find((field) => MADE_FOR_IDS.test(`${field.name} ${field.label}`));
}

/** A line that Rapport proposes. */
export interface Pair {
  rule: OutgoingRule;
  /** The way in reads the same column into the same field. */
  isReadBack: boolean;
}

/** Steps of the way in that need no way back: what a value means, and cleaning. */
const ONE_WAY = new Set(['trim', 'text', 'lower', 'upper', 'title', 'number', 'money', 'date', 'datetime', 'phone', 'email', 'boolean', 'json', 'name', 'company', 'credit_code', 'resident_id', 'country', 'currency', 'address']);

/** A value table the other way round; undefined where two values become the same one, so that nobody knows the way back. */
function turned(values: Record<string, string>): Record<string, string> | undefined {
  const entries = Object.entries(values);
  const theirs = new Set(entries.map(([, here]) => here));
  if (theirs.size < entries.length || entries.some(([there]) => there === '*')) return undefined;
  return Object.fromEntries(entries.map(([there, here]) => [here, there]));
}

/** A line of the way in turned round; undefined where more than one column, or a step that cannot be undone, makes the value. */
function turnedRule(rule: Rule): OutgoingRule | undefined {
  const [column, ...more] = rule.from;
  if (column === undefined || more.length > 0 || rule.to === 'external_id' || rule.to === 'updated_at') return undefined;
  if (rule.transforms.some((transform) => !ONE_WAY.has(transformName(transform)))) return undefined;
  const values = turned(rule.values);
  if (!values) return undefined;
  return { from: rule.to, to: column, ...(Object.keys(values).length > 0 ? { values } : {}) };
}

/** The lines of the way in turned round, those that were proposed for it last, without what is written already or comes only in. */
export function proposedPairs(definition: Definition, proposed: Mapping | undefined, fields: StreamField[]): Pair[] {
  const outgoing = definition.outgoing ?? NO_OUTGOING;
  const takes = new Set(writable(fields).map((field) => field.name));
  const own = readMapping(definition.mapping, definition.object).fields;
  const taken = new Set([...outgoing.fields.map((rule) => rule.to), outgoing.key_field]);
  const sent = new Set(outgoing.fields.map((rule) => rule.from));
  const pairs: Pair[] = [];
  for (const [rules, isReadBack] of [[own, true], [proposed?.fields ?? [], false]] as const) {
    for (const each of rules) {
      const rule = turnedRule(each);
      const field = rule?.from.split('.')[0] ?? '';
      if (!rule || !takes.has(rule.to) || taken.has(rule.to) || sent.has(rule.from) || definition.fields?.[field]?.direction === 'in') continue;
      taken.add(rule.to);
      sent.add(rule.from);
      pairs.push({ rule, isReadBack });
    }
  }
  return pairs;
}

/** Why the other system would refuse a value, as far as its description tells. */
export type OutgoingFault = 'missing' | 'long' | 'option';

export function outgoingFault(value: unknown, there: StreamField | undefined, isOnlyCreate = false): OutgoingFault | undefined {
  if (!there) return undefined;
  if (value === null || value === undefined || value === '') return there.required && (there.creatable || !isOnlyCreate) ? 'missing' : undefined;
  const texts = (Array.isArray(value) ? value : [value]).map((each) => (typeof each === 'string' ? each : JSON.stringify(each)));
  const options = there.options ?? [];
  if (options.length > 0 && texts.some((text) => !options.includes(text))) return 'option';
  const most = there.length_max ?? 0;
  return most > 0 && texts.some((text) => [...text].length > most) ? 'long' : undefined;
}

/** Changes one line; members that are empty are left out. */
export function changeLine(outgoing: Outgoing, index: number, part: Partial<OutgoingRule>): Outgoing {
  return { ...outgoing, fields: outgoing.fields.map((rule, at) => (at === index ? tidied({ ...rule, ...part }) : rule)) };
}

function tidied({ from, to, transforms, values, value, only_create }: OutgoingRule): OutgoingRule {
  return {
    from: value === undefined ? from : '',
    to,
    ...(transforms && transforms.length > 0 ? { transforms } : {}),
    ...(values && Object.keys(values).length > 0 ? { values } : {}),
    ...(value !== undefined ? { value } : {}),
    ...(only_create ? { only_create } : {}),
  };
}

/** True when every line says what goes where, and there is one. */
export function isSaid(outgoing: Outgoing | undefined): boolean {
  return outgoing !== undefined && outgoing.fields.length > 0 && outgoing.fields.every((rule) => rule.to !== '' && (rule.from !== '' || rule.value !== undefined));
}
