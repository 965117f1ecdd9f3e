import type { Schemas } from '@/api/client';
import type { Sample, StreamWithFields } from '@/api/connections';
import { rawText } from '@/shared/value-text';

/** A column of the source with what is known about it. */
export interface SourceColumn {
  name: string;
  label: string;
  kind?: string;
  /** Share of sample rows that have a value. */
  fill: number;
  suggestion?: Suggestion;
}

export type Suggestion = Schemas['MappingSuggestion']['columns'][number];

/** The columns of live description and sample together, in the order of the source. */
export function columnsOf(stream: StreamWithFields | undefined, sample: Sample | undefined, suggestions: Suggestion[]): SourceColumn[] {
  const names = [...new Set([...(stream?.fields ?? []).map((field) => field.name), ...(sample?.columns ?? []), ...suggestions.map((each) => each.column)])];
  const rows = sample?.rows ?? [];
  return names.map((name) => {
    const field = stream?.fields.find((each) => each.name === name);
    const filled = rows.filter((row) => rawText((row as Record<string, unknown>)[name]) !== '').length;
    return { name, label: field?.label || name, kind: field?.kind, fill: rows.length === 0 ? 0 : filled / rows.length, suggestion: suggestions.find((each) => each.column === name && each.target) };
  });
}
