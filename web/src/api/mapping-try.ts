import { queryOptions } from '@tanstack/react-query';
import { request } from './client';
import { isStatus } from './errors';

export interface TriedRow {
  values: Record<string, unknown>;
  findings: { code: string; field: string; detail?: unknown }[];
  refused: { code: string; detail?: unknown } | null;
}

/** What a mapping makes of rows, without saving anything. Null where the server cannot say. */
export const mappingTryQuery = (object: string, mapping: Record<string, unknown>, rows: unknown[]) =>
  queryOptions({
    queryKey: ['mapping-try', object, mapping, rows.length, rows[0]],
    queryFn: async ({ signal }): Promise<TriedRow[] | null> => {
      try {
        return (await request<{ rows: TriedRow[] }>('POST', `/objects/${object}:try-mapping`, { body: { mapping, rows }, signal })).rows;
      } catch (error) {
        if (isStatus(error, 404) || isStatus(error, 405)) return null;
        throw error;
      }
    },
    enabled: rows.length > 0,
    staleTime: 60_000,
    placeholderData: (before) => before,
    retry: false,
  });
