import { useLingui } from '@lingui/react/macro';
import type { Answer, Review } from '@/api/problems';
import { number, percent } from '@/shared/format';

export type Choice = Answer['choice'];

/** The facts of a question by name. */
export function factsOf(review: Review): Record<string, unknown> {
  return typeof review.detail === 'object' && review.detail !== null ? (review.detail as Record<string, unknown>) : {};
}

/** True where an answer was wanted by now. */
export function isOverdue(review: Review, now = Date.now()): boolean {
  return review.state === 'open' && Boolean(review.answer_by) && Date.parse(review.answer_by ?? '') < now;
}

/** Overdue ones first, as they came otherwise. */
export function overdueFirst(reviews: Review[], now = Date.now()): Review[] {
  const [late, others] = [reviews.filter((review) => isOverdue(review, now)), reviews.filter((review) => !isOverdue(review, now))];
  return [...late, ...others];
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** Records of the other system that a record may be, none of which is another one's here. */
export function foundThere(review: Review): string[] {
  const facts = factsOf(review);
  return review.kind === 'duplicate_there' && typeof facts.held_by !== 'string' ? textsOf(facts.external_ids) : [];
}

/** Records here that are one in the other system. */
export function claimantsOf(review: Review): string[] {
  const facts = factsOf(review);
  if (review.kind === 'matched_multiple') return textsOf(facts.records);
  return review.kind === 'duplicate_there' ? textsOf([review.record, facts.held_by]).filter((_, __, both) => both.length > 1) : [];
}

/** The line of the sync that is asked about: the first column that changed in the source, or the field that is written. */
export function lineOf(review: Review): { name: string; outward: boolean } | undefined {
  const facts = factsOf(review);
  const columns = Array.isArray(facts.columns) ? (facts.columns as Record<string, unknown>[]) : [];
  const name = review.kind === 'schema_drift' ? columns[0]?.column : review.kind === 'field_unsettled' ? facts.field : undefined;
  return typeof name === 'string' ? { name, outward: review.kind === 'field_unsettled' || facts.outward === true } : undefined;
}

/** About what is written to the other system. */
function isOutward(review: Review, kind: string): boolean {
  return review.kind === kind && factsOf(review).outward === true;
}

/** A change of the source that stops nothing: options that are new there. */
function onlyTells(review: Review): boolean {
  const columns = factsOf(review).columns;
  return review.kind === 'schema_drift' && Array.isArray(columns) && columns.length > 0 && columns.every((column) => (column as Record<string, unknown>).change === 'options');
}

/** What is asked, in one sentence, and what each answer means. */
export function useReviewWords() {
  const { t } = useLingui();
  const kind = (review: Review): string => {
    if (isOutward(review, 'schema_drift')) return t`Fields changed in the other system`;
    if (onlyTells(review)) return t`New options in the source`;
    const names: Record<string, string> = {
      conflict: t`Conflict`,
      threshold: t`Run stopped: too much at once`,
      deletion_guard: t`Run stopped: many deletions`,
      schema_drift: t`Run stopped: columns changed`,
      organisation: t`Run stopped: another organisation`,
      unknown_outcome: t`Unknown outcome`,
      matched_multiple: t`Several records fit`,
      duplicate_there: t`Doubled in the other system`,
      gone_there: t`Gone in the other system`,
      field_unsettled: t`A value does not settle`,
      plan_approval: t`Approval asked for`,
    };
    return names[review.kind] ?? review.kind.replaceAll('_', ' ');
  };
  const sentence = (review: Review): string => {
    const facts = factsOf(review);
    const count = (name: string) => number(Number(facts[name] ?? 0));
    const share = percent(Number(facts.share_max ?? 0), 1);
    switch (review.kind) {
      case 'conflict':
        return t`Both sides changed this field since the last pass. Which value stays?`;
      case 'threshold':
        if (facts.limit === 'error_share_max') return t`${count('count')} of ${count('looked')} records were refused; the limit allows ${share}.`;
        if (facts.limit === 'protected_share_max') return t`${count('count')} of ${count('looked')} records would change in a protected field; the limit allows ${share}.`;
        return t`${count('count')} of ${count('looked')} records would change; the limit allows ${share}.`;
      case 'deletion_guard':
        if (facts.outward === true) return t`${count('deletions')} records would be deleted in the other system.`;
        return t`${count('removals')} of ${count('known')} known records would be removed; the guard allows ${share}.`;
      case 'schema_drift':
        if (facts.outward === true && facts.stopped === true) return t`Nothing can be written to the other system any more. Reading goes on.`;
        if (facts.outward === true) return t`Fields that this sync writes have changed in the other system. The others go on being written.`;
        if (onlyTells(review)) return t`The source offers values that have no place here yet. Give them one in the mapping.`;
        return t`Columns that the mapping needs are missing in the source.`;
      case 'organisation':
        return t`The connection now leads to another organisation than before. Nothing was read.`;
      case 'unknown_outcome':
        return t`The answer of the other system was lost: the record may have been written, or not. Writing it again may make a second one there.`;
      case 'matched_multiple':
        return t`Two records here are one and the same in the other system. It was written, and belongs to the other of the two.`;
      case 'duplicate_there':
        if (typeof facts.held_by === 'string') return t`The other system has this record already, and there it belongs to another record of Rapport. Nothing was written.`;
        return t`The other system refuses the record, because it has some that look the same. Nothing was written.`;
      case 'gone_there':
        return t`The record was deleted in the other system. It is not made again by itself.`;
      case 'field_unsettled':
        return t`Both systems keep changing this value back and forth. It is written no more until it has a new value.`;
      case 'plan_approval':
        return t`A preview waits for approval: ${count('created')} new, ${count('updated')} changed, ${count('rejected')} invalid.`;
      default:
        return review.subject;
    }
  };
  const choice = (review: Review, answer: Choice): string => {
    const names: Record<Choice, string> = {
      approve: t`Go on`,
      reject: t`Give up the run`,
      here: t`Keep ours`,
      there: t`Take theirs`,
      this: t`It is this one`,
      again: t`Write it again`,
      dismiss: t`Leave it`,
    };
    if (review.kind === 'gone_there' && answer === 'again') return t`Make it again there`;
    if (review.kind === 'field_unsettled' && answer === 'again') return t`Write the field again`;
    if (review.kind === 'deletion_guard' && answer === 'approve') return t`Delete them`;
    if (review.kind === 'deletion_guard' && answer === 'reject') return t`Keep them`;
    if (isOutward(review, 'schema_drift')) return answer === 'approve' ? t`Go on with it as it is` : t`Leave it`;
    if (review.kind === 'schema_drift' && answer === 'approve') return t`Look again`;
    if (review.kind === 'plan_approval') return answer === 'approve' ? t`Approve and apply` : t`Turn down…`;
    return names[answer];
  };
  return { kind, sentence, choice };
}

/** Sent once more: worth it only after something was changed here or there, so neither by a key nor for many at once. */
export function onceMoreOf(review: Review): Choice | undefined {
  return review.kind === 'duplicate_there' && review.choices.includes('again') ? 'again' : undefined;
}

/** The answer of the key A: what lets the work go on. */
export function yesOf(review: Review): Choice | undefined {
  if (onceMoreOf(review)) return undefined;
  return (['approve', 'here', 'again'] as const).find((choice) => review.choices.includes(choice));
}

/** A no to a person is said with its reason, so not by a key and not to many at once. */
export function needsReason(review: Review): boolean {
  return review.kind === 'plan_approval';
}

/** The answer of the key R: what leaves things as they are. */
export function noOf(review: Review): Choice | undefined {
  if (needsReason(review)) return undefined;
  return (['reject', 'there', 'dismiss'] as const).find((choice) => review.choices.includes(choice));
}
