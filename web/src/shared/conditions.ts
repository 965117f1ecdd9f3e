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
