import { useState } from 'react';
import type { Review } from '@/api/problems';
import { idsWithout, usePlan } from './use-plan';

const NONE: ReadonlySet<string> = new Set();

/** Which records of a preview are left out of what is approved, while it is decided, and the question why. */
export function useApprovedPart(review: Review | undefined) {
  const plan = usePlan(review);
  const [chosen, setChosen] = useState<{ review: string; leftOut: ReadonlySet<string> }>();
  const [isAsked, setIsAsked] = useState(false);
  const leftOut = review && chosen?.review === review.id ? chosen.leftOut : NONE;
  const changes = plan?.changes ?? [];
  const approved = changes.filter((change) => !leftOut.has(change.record) && (change.external_ids ?? []).length > 0).length;
  return {
    leftOut,
    isPart: leftOut.size > 0,
    leaveOut: (next: ReadonlySet<string>) => {
      if (review) setChosen({ review: review.id, leftOut: next });
    },
    /** Records that are approved, and all others. */
    approved,
    others: (plan?.total ?? 0) - approved,
    only: plan ? idsWithout(plan, leftOut) : [],
    isAsked,
    // Nothing of it would be a no, which is another answer.
    ask: () => setIsAsked(approved > 0),
    close: () => setIsAsked(false),
  };
}

export type ApprovedPart = ReturnType<typeof useApprovedPart>;
