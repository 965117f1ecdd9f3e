import type { Finding } from '@/shared/findings';
import type { Note } from '@/shared/note-text';
import type { ObjectDefinition } from '@/api/objects';
import type { FileSample } from './file-sample';

/** How one column of the file is used. Members beyond `from` and `to` are those of a mapping's rule. */
export interface Rule {
  from: string[];
  to: string;
  transforms?: unknown[];
  default?: string;
  values?: Record<string, string>;
  required?: boolean;
  [more: string]: unknown;
}

export interface MappingText {
  version: 1;
  object: string;
  fields: Rule[];
  [more: string]: unknown;
}

/** An import while it is prepared. */
export interface Draft {
  file?: File;
  sample?: FileSample;
  sheet?: string;
  encoding?: string;
  object: string;
  source: string;
  /** Match keys; undefined: all that the object has. */
  match?: string[];
  policy: 'merge' | 'review';
  /** Undefined until somebody looked at the proposal. */
  mapping?: MappingText;
}

/** What the engine proposed for a column. */
export interface Suggestion {
  column: string;
  target: string | null;
  confidence: number;
  reason: { en: string; zh: string };
  used: boolean;
}

export interface Example {
  record: string;
  kind: string;
  rows: number[];
  fields: Record<string, unknown>;
}

export interface RejectedRow {
  row: number;
  code: string;
  field: string;
  raw: Record<string, unknown>;
}

/** The report of an import or of its preview, as far as screens show it. */
export interface ImportReport {
  error?: string;
  file?: string;
  source?: string;
  seconds?: number;
  rows_per_second?: number;
  read?: number;
  created?: number;
  updated?: number;
  unchanged?: number;
  merged?: number;
  rejected?: number;
  held?: number;
  warnings?: Note[];
  notes?: Note[];
  mapping?: MappingText | null;
  suggestions?: Suggestion[];
  unmapped_columns?: string[];
  findings?: Finding[];
  examples?: Example[];
  rejected_rows?: RejectedRow[];
}

/** The rules as the server wrote them: `from` may be one name there. */
export function readMapping(mapping: unknown, object: string): MappingText {
  const given = (typeof mapping === 'object' && mapping !== null ? mapping : {}) as Partial<MappingText>;
  const fields = (given.fields ?? []).map((rule) => ({ ...rule, from: typeof rule.from === 'string' ? [rule.from] : (rule.from ?? []) }));
  return { ...given, version: 1, object, fields };
}

/** The rule that uses a column first. */
export function ruleOf(mapping: MappingText, column: string): Rule | undefined {
  return mapping.fields.find((rule) => rule.from.includes(column));
}

/** Uses a column for a field, or for none. A rule of several columns loses only this one. */
export function aim(mapping: MappingText, column: string, to: string | undefined): MappingText {
  const rule = ruleOf(mapping, column);
  if (rule?.to === to) return mapping;
  const without = mapping.fields.flatMap((each) => {
    if (!each.from.includes(column)) return [each];
    const from = each.from.filter((name) => name !== column);
    return from.length === 0 ? [] : [{ ...each, from }];
  });
  const place = rule ? mapping.fields.indexOf(rule) : without.length;
  const fields = to === undefined ? without : [...without.slice(0, place), { from: [column], to }, ...without.slice(place)];
  return { ...mapping, fields };
}

/** Changes more of the rule of a column; undefined members are taken away. */
export function adjust(mapping: MappingText, column: string, change: Partial<Rule>): MappingText {
  return {
    ...mapping,
    fields: mapping.fields.map((rule) => {
      if (!rule.from.includes(column)) return rule;
      return Object.fromEntries(Object.entries({ ...rule, ...change }).filter(([, value]) => value !== undefined)) as Rule;
    }),
  };
}

/** Required fields that no column feeds. */
export function missingFields(mapping: MappingText, object: ObjectDefinition): string[] {
  const fed = new Set(mapping.fields.map((rule) => rule.to.split('.')[0]));
  return object.fields.filter((field) => field.required && !field.archived && field.default == null && !fed.has(field.name)).map((field) => field.name);
}

/** Match keys by name: those of fields, and the id of the source itself. */
export function keysOf(object: ObjectDefinition): string[] {
  return ['external_id', ...object.fields.filter((field) => field.match_key && !field.archived).map((field) => field.name)];
}

/** A name for the source from the name of the file: without ending, copy numbers and dates. */
export function sourceName(fileName: string): string {
  const stem = fileName.replace(/\.[^.]+$/, '');
  return stem.replace(/\s*\(\d+\)$/, '').replace(/[-_ ]?(rejected-?\d*|\d{4}-?\d{2}-?\d{2}.*)$/, '').slice(0, 60) || stem.slice(0, 60) || 'upload';
}

/** The line of the file that holds the names of the columns, counted from 1. */
export function headerRow(report: ImportReport | undefined): number {
  const told = report?.notes?.find((note) => note.code === 'header_row')?.detail ?? '';
  return Number(/^\d+/.exec(told)?.[0] ?? 1);
}
