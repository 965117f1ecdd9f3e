import { useQueries } from '@tanstack/react-query';
import type { ObjectDefinition } from './objects';
import { type RecordRow, searchQuery } from './records';

export interface Found {
  object: ObjectDefinition;
  record: RecordRow;
}

/** Searches all given objects at once, a few of each, in the order of the objects. */
export function useFindEverywhere(objects: ObjectDefinition[], words: string, perObject: number): { found: Found[]; isLoading: boolean; error: unknown } {
  return useQueries({
    queries: objects.map((object) => searchQuery(object.name, words, perObject)),
    combine: (results) => ({
      found: results.flatMap((result, index) => {
        const object = objects[index];
        return object ? (result.data?.items ?? []).map((record) => ({ object, record })) : [];
      }),
      isLoading: results.some((result) => result.isLoading),
      error: results.find((result) => result.error)?.error,
    }),
  });
}
