import { queryOptions } from '@tanstack/react-query';
import { request } from './client';
import { isStatus } from './errors';
import type { Label } from './objects';

export interface TriedFinding {
  code: string;
  field: string;
  detail?: unknown;
  text: Label;
}

export interface TriedRow {
  external_id: string | null;
  updated_at: string | null;
  values: Record<string, unknown>;
  findings: TriedFinding[];
  /** Whether the filter takes it; null for a row that cannot be mapped. */
  in_scope: boolean | null;
  refused: TriedFinding | null;
  match: { outcome: 'new' | 'found' | 'several'; records: string[] } | null;
}

export interface Tried {
  counts: { rows: number; refused: number; with_findings: number; in_scope: number; new: number; found: number; several: number };
  rows: TriedRow[];
}

export interface MappingTrial {
  mapping: Record<string, unknown>;
  /** By column; at most 200. */
  rows: unknown[];
  /** Those that the source has; rows may leave empty ones out. */
  columns?: string[];
  match?: string[];
  policy?: string;
  /** Fields of the object, as in a sync. */
  filter?: string;
}

/** What a mapping makes of rows, and which records they would find, without saving anything. Null where the server cannot say. */
export const mappingTryQuery = (object: string, trial: MappingTrial) =>
  queryOptions({
    queryKey: ['mapping-try', object, trial.mapping, trial.match, trial.policy, trial.filter, trial.rows.length, trial.rows[0]],
    queryFn: async ({ signal }): Promise<Tried | null> => {
      try {
        return await request<Tried>('POST', `/objects/${object}:try-mapping`, { body: trial, signal });
      } catch (error) {
        // A mapping or a filter that is half made does not fit: then there is no result, and saving says what is wrong.
        if (isStatus(error, 400) || isStatus(error, 404) || isStatus(error, 405) || isStatus(error, 422)) return null;
        throw error;
      }
    },
    enabled: trial.rows.length > 0,
    staleTime: 60_000,
    placeholderData: (before) => before,
    retry: false,
  });
