import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Sample } from '@/api/connections';
import { problemRowQuery } from '@/api/problems';

/** As many as rules are tried on at once. */
const ROWS_MAX = 200;

/** The sample with a row of a problem before it, so that the rules are tried on that first. */
export function useProblemRow(sample: Sample | undefined, problem: string | undefined, row: string | undefined): { sample: Sample | undefined; isFirst: boolean } {
  const found = useQuery({ ...problemRowQuery(problem ?? '', row ?? ''), enabled: Boolean(problem && row) });
  const values = found.data?.values;
  return useMemo(() => {
    const isFirst = sample !== undefined && typeof values === 'object' && values !== null;
    return { sample: isFirst ? { ...sample, rows: [values as Sample['rows'][number], ...sample.rows].slice(0, ROWS_MAX) } : sample, isFirst };
  }, [sample, values]);
}
