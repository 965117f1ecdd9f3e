import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { sampleQuery, streamQuery, suggestionQuery } from '@/api/connections';
import { readMapping } from './mapping';
import { columnsOf } from './source-columns';

/** As many as the server gives. */
const SAMPLE_ROWS = 200;

/** Everything the mapping screen knows of the source: its fields, some rows, and what Rapport proposes. */
export function useSource(connection: string, stream: string, object: string, filter?: string) {
  const isKnown = connection !== '' && stream !== '';
  const description = useQuery({ ...streamQuery(connection, stream), enabled: isKnown });
  const sample = useQuery({ ...sampleQuery(connection, stream, SAMPLE_ROWS, filter), enabled: isKnown });
  const suggestion = useQuery({ ...suggestionQuery(connection, stream, object), enabled: isKnown && object !== '' });
  const columns = useMemo(() => columnsOf(description.data, sample.data, suggestion.data?.columns ?? []), [description.data, sample.data, suggestion.data]);
  const proposed = useMemo(() => (suggestion.data ? readMapping(suggestion.data.mapping, object) : undefined), [suggestion.data, object]);
  return {
    columns,
    proposed,
    sample: sample.data,
    isLoading: description.isLoading || sample.isLoading,
    error: sample.error ?? description.error,
    retry: () => {
      void description.refetch();
      void sample.refetch();
      void suggestion.refetch();
    },
  };
}
