import { queryOptions } from '@tanstack/react-query';
import { request } from './client';
import { isStatus } from './errors';

/** How healthy the data of an object are. */
export interface ObjectHealth {
  object: string;
  records: number;
  /** Counted one by one; of very many records they are about so many. */
  exact: boolean;
  /** Share of records, 0 to 1, that have a value. */
  fill: { field: string; share: number }[];
  /** Data problems by code. */
  findings?: { code: string; field: string; count: number }[];
  duplicates?: number;
  /** Rows that could not be applied and are open. */
  problems?: number;
}

export interface Summary {
  at: string;
  objects: ObjectHealth[];
}

/** Null where the server does not offer it. */
export const summaryQuery = queryOptions({
  queryKey: ['summary'],
  queryFn: async ({ signal }): Promise<Summary | null> => {
    try {
      return await request<Summary>('GET', '/summary', { signal });
    } catch (error) {
      if (isStatus(error, 404)) return null;
      throw error;
    }
  },
  staleTime: 60_000,
});
