import { queryOptions } from '@tanstack/react-query';
import { api, type Schemas, take } from './client';
import { isStatus } from './errors';

type Answer = Schemas['OutgoingTried'];

export interface OutgoingTried extends Answer {
  /** The rules that were tried: one for each value. */
  rules: Record<string, unknown>[];
}

/** What outgoing rules make of records of ours, without saving or sending anything. Null for rules that are half made. */
export const outgoingTryQuery = (object: string, fields: Record<string, unknown>[], records: string[]) =>
  queryOptions({
    queryKey: ['outgoing-try', object, fields, records],
    queryFn: async ({ signal }): Promise<OutgoingTried | null> => {
      try {
        const tried = await take(api.POST('/api/v1/objects/{name}:try-outgoing', { params: { path: { name: object } }, body: { fields, records }, signal }));
        return { ...tried, rules: fields };
      } catch (error) {
        if (isStatus(error, 422)) return null;
        throw error;
      }
    },
    enabled: fields.length > 0 && records.length > 0,
    staleTime: 60_000,
    placeholderData: (before) => before,
    retry: false,
  });
