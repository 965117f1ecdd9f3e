import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ChevronLeft, Inbox } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type Answer, heldGroups, problemsQuery, type Review, reviewsQuery, settleReview } from '@/api/problems';
import { sessionQuery } from '@/api/session';
import { number } from '@/shared/format';
import { words } from '@/shared/locale';
import { useObjects } from '@/api/objects';
import { Time, useNow } from '@/shared/time';
import { useIsPhone } from '@/shared/use-is-phone';
import { Button } from '@/ui/button';
import { classes } from '@/ui/classes';
import { Confirm } from '@/ui/dialog';
import { FilterBar } from '@/ui/filters';
import { Checkbox, Segments } from '@/ui/form';
import { Keys } from '@/ui/keys';
import { Page } from '@/ui/page';
import { Empty, ErrorState, SkeletonLines } from '@/ui/states';
import { toastDone, toastError } from '@/ui/toast';
import { AnswerBy } from './components/answer-by';
import { ApprovePartDialog } from './components/approve-part-dialog';
import { HeldLine } from './components/held-line';
import { ReviewDetail } from './components/review-detail';
import { isOverdue, noOf, overdueFirst, useReviewWords, yesOf } from './review-words';
import { useApprovedPart } from './use-approved-part';

const route = getRouteApi('/app/reviews');

export interface ReviewsSearch {
  id?: string;
  state?: 'settled' | 'obsolete';
}

/** One inbox for all that waits for a person. J and K walk, A and R answer, X marks for answering several at once. */
export function ReviewsScreen() {
  const { t } = useLingui();
  const { id, state } = route.useSearch();
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const isPhone = useIsPhone();
  const { data: session } = useQuery(sessionQuery);
  const query = useQuery(reviewsQuery(state ?? 'open'));
  const now = useNow();
  const reviews = overdueFirst(query.data ?? [], now);
  const problems = useQuery(problemsQuery);
  const held = state ? [] : heldGroups(problems.data);
  const chosen = reviews.find((review) => review.id === id) ?? (isPhone ? undefined : reviews[0]);
  const [marked, setMarked] = useState<string[]>([]);
  const [asked, setAsked] = useState<'yes' | 'no'>();
  const part = useApprovedPart(chosen);
  // Others read what waits, and who is to be asked.
  const canDecide = session?.person.admin ?? false;
  const settle = useMutation({
    mutationFn: async (answers: { review: Review; answer: Answer }[]) => {
      for (const { review, answer } of answers) await settleReview(review.id, answer);
      return answers.length;
    },
    onSuccess: (count, answers) => {
      const place = reviews.findIndex((review) => review.id === answers[0]?.review.id);
      const next = count === 1 ? (reviews[place + 1] ?? reviews[place - 1]) : undefined;
      void navigate({ search: (old) => ({ ...old, id: next?.id }), replace: true });
      toastDone(t`${plural(count, { one: 'Settled', other: '# questions settled' })}`);
      setMarked([]);
      part.close();
    },
    onError: toastError,
    onSettled: () => {
      setAsked(undefined);
      for (const key of ['reviews', 'problems', 'syncs', 'runs', 'records']) void client.invalidateQueries({ queryKey: [key] });
    },
  });
  const answer = (review: Review, given: Answer) => {
    if (given.choice === 'approve' && part.isPart) part.ask();
    else settle.mutate([{ review, answer: given }]);
  };
  const go = (review: Review | undefined) => review && void navigate({ search: (old) => ({ ...old, id: review.id }), replace: true });
  const mark = (review: string) => setMarked((old) => (old.includes(review) ? old.filter((each) => each !== review) : [...old, review]));
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey || target.closest('input:not([type=checkbox]), textarea, select, dialog, [role=menu]')) return;
      const place = reviews.findIndex((review) => review.id === chosen?.id);
      const key = event.key.toLowerCase();
      if (key === 'j') go(reviews[place + 1]);
      else if (key === 'k') go(reviews[place - 1]);
      else if (key === 'x' && chosen && canDecide) mark(chosen.id);
      else if ((key === 'a' || key === 'r') && chosen && chosen.state === 'open' && !settle.isPending && canDecide) {
        if (marked.length > 0) setAsked(key === 'a' ? 'yes' : 'no');
        else {
          const choice = key === 'a' ? yesOf(chosen) : noOf(chosen);
          if (choice) answer(chosen, { choice });
        }
      } else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
  const answers = reviews
    // Of one whose records were looked at one by one, not everything is approved with the others.
    .filter((review) => marked.includes(review.id) && !(asked === 'yes' && review.id === chosen?.id && part.isPart))
    .flatMap((review) => {
      const choice = asked === 'no' ? noOf(review) : yesOf(review);
      return choice ? [{ review, answer: { choice } }] : [];
    });
  const line = (review: Review) => (
    <ReviewLine key={review.id} review={review} isChosen={review.id === chosen?.id} isMarked={marked.includes(review.id)} onMark={state || !canDecide ? undefined : () => mark(review.id)} onGo={() => go(review)} />
  );
  const list = (
    <ul aria-label={t`Reviews`} className="min-h-0 flex-1 overflow-y-auto">
      {reviews.filter((review) => isOverdue(review, now)).map(line)}
      {held.map((group) => (
        <HeldLine key={group.id} group={group} isBesideBoxes={!state && canDecide} />
      ))}
      {reviews.filter((review) => !isOverdue(review, now)).map(line)}
    </ul>
  );
  const detail = chosen && <ReviewDetail key={chosen.id} review={chosen} canDecide={canDecide} busy={settle.isPending} onChoose={(given) => answer(chosen, given)} part={part} />;
  return (
    <Page
      layout="fill"
      title={t`Reviews`}
      about={t`What waits for a decision: conflicts, stopped runs, changed schemas.`}
      actions={
        marked.length > 0 && (
          <>
            <span className="text-xs text-soft">{t`${number(marked.length)} marked`}</span>
            <Button onClick={() => setAsked('no')}>{t`Reject all marked…`}</Button>
            <Button look="primary" onClick={() => setAsked('yes')}>{t`Approve all marked…`}</Button>
          </>
        )
      }
      bar={
        <FilterBar>
          <Segments
            label={t`Which questions`}
            value={state ?? 'open'}
            onChange={(next) => void navigate({ search: { state: next === 'open' ? undefined : next } })}
            options={[
              { value: 'open', label: t`Open` },
              { value: 'settled', label: t`Settled` },
              { value: 'obsolete', label: t`Answered by themselves` },
            ]}
          />
          {!isPhone && reviews.length > 0 && !state && (
            <span className="flex items-center gap-3 text-xs text-faint">
              <span className="flex items-center gap-1"><Keys keys="J" /><Keys keys="K" /> {t`walk`}</span>
              {canDecide && (
                <>
                  <span className="flex items-center gap-1"><Keys keys="A" /> {t`approve`}</span>
                  <span className="flex items-center gap-1"><Keys keys="R" /> {t`reject`}</span>
                  <span className="flex items-center gap-1"><Keys keys="X" /> {t`mark`}</span>
                </>
              )}
            </span>
          )}
        </FilterBar>
      }
    >
      {query.error && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        <SkeletonLines lines={8} className="p-6" />
      ) : reviews.length + held.length === 0 ? (
        <Empty icon={<Inbox size={20} />} title={state ? t`Nothing here yet` : t`Nothing waits for you`}>
          {state === 'obsolete' ? <Trans>A question whose cause went away by itself stands here.</Trans> : <Trans>When two systems disagree, or a run would change or delete unusually much, it stops and asks here.</Trans>}
        </Empty>
      ) : isPhone ? (
        <div className="flex min-h-0 flex-1 flex-col overflow-y-auto">
          {chosen ? (
            <div className="p-4">
              <Button look="quiet" className="mb-3 -ml-2" icon={<ChevronLeft size={14} />} onClick={() => void navigate({ search: { state } })}>
                <Trans>All questions</Trans>
              </Button>
              {detail}
            </div>
          ) : (
            list
          )}
        </div>
      ) : (
        <div className="grid min-h-0 flex-1 grid-cols-[300px_1fr] overflow-hidden lg:grid-cols-[360px_1fr]">
          <div className="flex min-h-0 flex-col border-r border-line bg-panel">{list}</div>
          <div className="overflow-y-auto p-6">
            <div className="max-w-3xl">{detail}</div>
          </div>
        </div>
      )}
      {chosen && part.isAsked && (
        <ApprovePartDialog
          approved={part.approved}
          leftOut={part.others}
          busy={settle.isPending}
          onClose={part.close}
          onConfirm={(reason) => settle.mutate([{ review: chosen, answer: { choice: 'approve', only: part.only, reason } }])}
        />
      )}
      {asked && (
        <Confirm
          title={asked === 'yes' ? t`${plural(answers.length, { one: 'Approve # question?', other: 'Approve # questions?' })}` : t`${plural(answers.length, { one: 'Reject # question?', other: 'Reject # questions?' })}`}
          about={asked === 'yes' ? t`Runs go on, conflicts keep our value, what was not written is written again.` : t`Runs are given up, conflicts take the value of the other system, the rest is left.`}
          action={asked === 'yes' ? t`Approve` : t`Reject`}
          busy={settle.isPending}
          onConfirm={() => settle.mutate(answers)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </Page>
  );
}

interface ReviewLineProps {
  review: Review;
  isChosen: boolean;
  isMarked: boolean;
  onMark?: () => void;
  onGo: () => void;
}

function ReviewLine({ review, isChosen, isMarked, onMark, onGo }: ReviewLineProps) {
  const { t } = useLingui();
  const { kind, sentence } = useReviewWords();
  const objects = useObjects();
  return (
    <li className={classes('flex items-start gap-3 border-b border-line px-4 py-2.5', isChosen ? 'bg-accent-ground' : 'hover:bg-hover')}>
      {onMark && <Checkbox className="mt-0.5" aria-label={t`Mark ${kind(review)}`} checked={isMarked} onChange={onMark} />}
      <button type="button" onClick={onGo} aria-current={isChosen ? 'true' : undefined} className="min-w-0 flex-1 text-left">
        <span className="block truncate text-sm font-medium">{kind(review)}</span>
        <span className="line-clamp-2 text-xs text-soft">{sentence(review)}</span>
        <span className="flex gap-2 text-xs text-faint">
          {words(objects.find((object) => object.name === review.object)?.label)} <Time at={review.created_at} />
        </span>
        <AnswerBy review={review} className="mt-1" />
      </button>
    </li>
  );
}
