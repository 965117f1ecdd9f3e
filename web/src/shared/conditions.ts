import type { FieldDefinition } from '@/api/objects';

/** Conditions of a list as people put them together: all must hold. They stand in the address and become a filter of the API. */

export type Comparison = 'is' | 'is_not' | 'contains' | 'starts' | 'has' | 'any' | 'none' | 'more' | 'less' | 'from' | 'until' | 'empty' | 'filled';

export interface Condition {
  field: string;
  is: Comparison;
  value?: string;
}

const ofText: Comparison[] = ['contains', 'is', 'is_not', 'starts', 'filled', 'empty'];
const ofNumbers: Comparison[] = ['is', 'more', 'less', 'filled', 'empty'];
const ofTimes: Comparison[] = ['from', 'until', 'filled', 'empty'];

/** The comparisons that a field knows, the most useful one first. */
export function comparisonsOf(field: FieldDefinition): Comparison[] {
  switch (field.type) {
    case 'select':
      return ['any', 'none', 'filled', 'empty'];
    case 'multi_select':
    case 'json':
      return ['has', 'filled', 'empty'];
    case 'boolean':
      return ['is', 'filled', 'empty'];
    case 'integer':
    case 'decimal':
    case 'money':
      return ofNumbers;
    case 'date':
    case 'datetime':
      return ofTimes;
    case 'reference':
      return ['is', 'filled', 'empty'];
    case 'address':
    case 'person':
      return ['filled', 'empty'];
    case 'email':
    case 'phone':
      return ['is', 'contains', 'starts', 'filled', 'empty'];
    default:
      return ofText;
  }
}

export function needsValue(comparison: Comparison): boolean {
  return comparison !== 'empty' && comparison !== 'filled';
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function literal(field: FieldDefinition | undefined, value: string): string {
  const isPlain = field && ['integer', 'decimal', 'money', 'boolean'].includes(field.type);
  return isPlain && /^(-?\d+(\.\d+)?|true|false)$/.test(value) ? value : quoted(value);
}

const operators: Partial<Record<Comparison, string>> = { is: '=', is_not: '!=', contains: '~', starts: '^', more: '>=', less: '<=', from: '>=', until: '<=' };

/** One condition in the filter language of the API; nothing while it is not complete. */
export function conditionFilter(condition: Condition, fields: FieldDefinition[]): string | undefined {
  const { field, is, value } = condition;
  if (is === 'empty') return `${field} IS NULL`;
  if (is === 'filled') return `${field} IS NOT NULL`;
  if (!value) return undefined;
  const definition = fields.find((candidate) => candidate.name === field);
  if (is === 'has') return `${field}:${quoted(value)}`;
  if (is === 'any' || is === 'none') {
    const list = value.split('\n').map(quoted).join(', ');
    return `${field} ${is === 'any' ? 'IN' : 'NOT IN'} (${list})`;
  }
  // Days of moments are those of whoever asks; the whole of the last day belongs to a list until that day.
  if (definition?.type === 'datetime' && is === 'from') return `${field} >= ${quoted(startOfDay(value))}`;
  if (definition?.type === 'datetime' && is === 'until') return `${field} < ${quoted(startOfDay(value, 1))}`;
  return `${field} ${operators[is]} ${literal(definition, value)}`;
}

/** The moment at which a day begins here, or one `later`; text that is no day stays as it is. */
function startOfDay(day: string, later = 0): string {
  const at = new Date(`${day.slice(0, 10)}T00:00:00`);
  if (Number.isNaN(at.valueOf())) return day;
  // Not by adding hours: a day on which the clocks are changed has 23 or 25.
  at.setDate(at.getDate() + later);
  return at.toISOString();
}

export function filterOf(conditions: Condition[], fields: FieldDefinition[]): string | undefined {
  const parts = conditions.flatMap((condition) => conditionFilter(condition, fields) ?? []);
  return parts.length === 0 ? undefined : parts.join(' AND ');
}

/** Reads a text filter back into conditions; undefined where it says more than conditions can. */
export function conditionsOf(filter: string, fields: FieldDefinition[]): Condition[] | undefined {
  const parts = split(filter);
  const read = parts.map((part) => condition(part.trim(), fields));
  return read.every((each) => each !== undefined) ? read : undefined;
}

/** The parts between `AND`, which may stand inside of quoted text as well. */
function split(filter: string): string[] {
  return filter.match(/(?:"(?:[^"\\]|\\.)*"|(?!\sAND\s)[\s\S])+/gi)?.map((part) => part.replace(/^\s*AND\s/i, '')).filter((part) => part.trim() !== '') ?? [];
}

const QUOTED = /"((?:[^"\\]|\\.)*)"/g;
const unquoted = (text: string) => text.replace(/\\(.)/g, '$1');

function condition(part: string, fields: FieldDefinition[]): Condition | undefined {
  const [, name = '', rest = ''] = /^(\w+)\s*(.+)$/s.exec(part) ?? [];
  const field = fields.find((each) => each.name === name);
  if (!field) return undefined;
  const fitting = (is: Comparison, value?: string): Condition | undefined => (comparisonsOf(field).includes(is) ? { field: name, is, ...(value === undefined ? {} : { value }) } : undefined);
  if (/^IS NULL$/i.test(rest)) return fitting('empty');
  if (/^IS NOT NULL$/i.test(rest)) return fitting('filled');
  const list = /^(NOT IN|IN)\s*\(((?:\s*"(?:[^"\\]|\\.)*"\s*,?)+)\)$/i.exec(rest);
  if (list) return fitting(list[1]?.toUpperCase() === 'IN' ? 'any' : 'none', [...(list[2] ?? '').matchAll(QUOTED)].map(([, each = '']) => unquoted(each)).join('\n'));
  const [, operator = '', operand = ''] = /^(>=|<=|!=|=|~|\^|:|<)\s*("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false)$/.exec(rest) ?? [];
  if (!operator) return undefined;
  const value = operand.startsWith('"') ? unquoted(operand.slice(1, -1)) : operand;
  if (operator === ':') return fitting('has', value);
  if (field.type === 'datetime' || operator === '<') {
    const day = dayOf(value, operator === '<' ? -1 : 0);
    if (!day || field.type !== 'datetime') return undefined;
    return operator === '>=' ? fitting('from', day) : operator === '<' ? fitting('until', day) : undefined;
  }
  if (field.type === 'date') return operator === '>=' ? fitting('from', value) : operator === '<=' ? fitting('until', value) : undefined;
  const is = (Object.keys(operators) as Comparison[]).find((each) => operators[each] === operator && comparisonsOf(field).includes(each));
  // A choice is read as a list of one.
  if (!is && (operator === '=' || operator === '!=')) return fitting(operator === '=' ? 'any' : 'none', value);
  return is && fitting(is, value);
}

/** The day that begins here at a moment, or one `later`; undefined where no day begins then. */
function dayOf(moment: string, later: number): string | undefined {
  const at = new Date(moment);
  if (Number.isNaN(at.valueOf()) || at.getHours() + at.getMinutes() + at.getSeconds() !== 0) return undefined;
  at.setDate(at.getDate() + later);
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`;
}

const comparisons: Comparison[] = ['is', 'is_not', 'contains', 'starts', 'has', 'any', 'none', 'more', 'less', 'from', 'until', 'empty', 'filled'];

/** Reads conditions from an address; what does not fit is left out. */
export function readConditions(value: unknown): Condition[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const read = value.flatMap((item: unknown): Condition[] => {
    if (typeof item !== 'object' || item === null) return [];
    const { field, is, value: operand } = item as Record<string, unknown>;
    const comparison = comparisons.find((candidate) => candidate === is);
    if (typeof field !== 'string' || !comparison) return [];
    return [{ field, is: comparison, value: operand === undefined ? undefined : String(operand) }];
  });
  return read.length === 0 ? undefined : read;
}
