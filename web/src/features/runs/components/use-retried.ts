import { useInfiniteQuery } from '@tanstack/react-query';
import { isWorking, rejectedOf, type Run, type RunReport, runRefusedQuery } from '@/api/runs';

/** How a refused row ends when it was tried again. */
const AGAIN = ['replayed', 'decided', 'inbox', 'due'];

/** Refused rows of the run that were tried again since, of those that the list holds; `isLeast` when it has more. Undefined where no row was refused. */
export function useRetried(run: Run): { count: number; isLeast: boolean } | undefined {
  const report = (run.report ?? {}) as RunReport;
  const query = useInfiniteQuery({ ...runRefusedQuery(run.id), enabled: !isWorking(run) && rejectedOf(report) + (report.held ?? 0) > 0 });
  if (!query.data) return undefined;
  const rows = query.data.pages.flatMap((page) => page.items);
  const count = rows.filter((row) => AGAIN.includes((row.ended as { how?: string } | null)?.how ?? '')).length;
  return { count, isLeast: query.hasNextPage };
}
