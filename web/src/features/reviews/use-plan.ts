import { useQuery } from '@tanstack/react-query';
import type { Review } from '@/api/problems';
import { type RunReport, runQuery } from '@/api/runs';
import type { Example } from '@/shared/changed-rows';
import { factsOf } from './review-words';

/** What a preview foretells that waits for approval. */
export interface Plan {
  /** Records that would be new or changed; of a long one the first. */
  changes: Example[];
  /** How many there are in all. */
  total: number;
}

/** Undefined where the question is another one, and until the preview is there. */
export function usePlan(review: Review | undefined): Plan | undefined {
  const isPlan = review?.kind === 'plan_approval' && review.run;
  const run = useQuery({ ...runQuery(review?.run ?? ''), enabled: Boolean(isPlan) }).data;
  if (!isPlan || !run) return undefined;
  const report = (run.report ?? {}) as RunReport & { plan?: { examples?: Example[] } };
  const changes = report.plan?.examples ?? [];
  return { changes, total: Math.max(changes.length, (report.created ?? 0) + (report.updated ?? 0)) };
}

/** Records of the other system that were approved, where only a part of a preview was. */
export function approvedOf(review: Review): ReadonlySet<string> | undefined {
  const { only } = factsOf(review);
  return Array.isArray(only) ? new Set(only.map(String)) : undefined;
}

/** The ids there of all changes but those that are left out. */
export function idsWithout(plan: Plan, leftOut: ReadonlySet<string>): string[] {
  return plan.changes.filter((change) => !leftOut.has(change.record)).flatMap((change) => change.external_ids ?? []);
}
