import { Trans } from '@lingui/react/macro';
import { AlertTriangle, Clock } from 'lucide-react';
import type { Review } from '@/api/problems';
import { moment } from '@/shared/format';
import { useNow } from '@/shared/time';
import { Badge } from '@/ui/badge';
import { isOverdue } from '../review-words';

/** By when an answer is wanted; that it is overdue says a word and a sign. */
export function AnswerBy({ review, className }: { review: Review; className?: string }) {
  const isLate = isOverdue(review, useNow());
  if (!review.answer_by) return null;
  const by = moment(review.answer_by);
  return (
    <Badge tone={isLate ? 'bad' : 'neutral'} icon={isLate ? <AlertTriangle size={12} /> : <Clock size={12} />} className={className}>
      {isLate ? <Trans>Overdue: answer by {by}</Trans> : <Trans>Answer by {by}</Trans>}
    </Badge>
  );
}
