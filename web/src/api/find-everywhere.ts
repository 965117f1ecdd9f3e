import { useQueries, useQuery } from '@tanstack/react-query';
import type { ObjectDefinition } from './objects';
import { type RecordRow, searchQuery } from './records';
import { summaryQuery } from './summary';

export interface Found {
  object: ObjectDefinition;
  record: RecordRow;
}

interface Answers {
  found: Found[];
  isLoading: boolean;
  error: unknown;
}

/**
 * Searches all given objects at once, a few of each, in the order of the objects. Those that had no records when the data were counted last
 * are asked after the others: a browser asks only some questions at a time, and the hits are nearly always elsewhere.
 */
export function useFindEverywhere(objects: ObjectDefinition[], words: string, perObject: number): Answers {
  // What is known of the counts is enough; nothing waits for it.
  const { data: summary } = useQuery({ ...summaryQuery, enabled: false });
  const wasEmpty = (object: ObjectDefinition) => summary?.objects.find((each) => each.object === object.name)?.records === 0;
  const first = useAnswers(objects.filter((object) => !wasEmpty(object)), words, perObject, true);
  const later = useAnswers(objects.filter(wasEmpty), words, perObject, !first.isLoading);
  return { found: later.found.length > 0 ? [...first.found, ...later.found] : first.found, isLoading: first.isLoading || (first.found.length === 0 && later.isLoading), error: first.error ?? later.error };
}

function useAnswers(objects: ObjectDefinition[], words: string, perObject: number, isTheirTurn: boolean): Answers {
  return useQueries({
    queries: objects.map((object) => ({ ...searchQuery(object.name, words, perObject), enabled: words.trim() !== '' && isTheirTurn })),
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
