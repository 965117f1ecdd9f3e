import { useQuery } from '@tanstack/react-query';
import { reviewsQuery } from '@/api/problems';

/** Columns of which the last run found that they changed: what they may be called now, the likeliest first. */
export type Drifted = ReadonlyMap<string, string[]>;

/** What is asked about the columns of a sync, as long as nobody has answered. */
export function useDrift(sync: string): Drifted {
  const { data } = useQuery(reviewsQuery());
  const review = data?.find((each) => each.sync === sync && each.kind === 'schema_drift');
  const columns = (review?.detail as { columns?: unknown } | null | undefined)?.columns;
  const found = (Array.isArray(columns) ? columns : []) as { column?: string; perhaps?: string[] }[];
  return new Map(found.flatMap((each) => (each.column ? [[each.column, each.perhaps ?? []] as const] : [])));
}
