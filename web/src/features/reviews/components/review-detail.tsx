import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Eye } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useObject } from '@/api/objects';
import type { Answer, Review } from '@/api/problems';
import { recordQuery } from '@/api/records';
import { syncQuery } from '@/api/syncs';
import { useActor } from '@/shared/origin';
import { Time } from '@/shared/time';
import { titleOf } from '@/shared/value-text';
import { Button, buttonClasses } from '@/ui/button';
import { Keys } from '@/ui/keys';
import { Facts, Panel } from '@/ui/page';
import { claimantsOf, factsOf, foundThere, lineOf, needsReason, noOf, onceMoreOf, useReviewWords, yesOf } from '../review-words';
import type { ApprovedPart } from '../use-approved-part';
import { AnswerBy } from './answer-by';
import { Claimants } from './claimants';
import { FoundThere } from './found-there';
import { Particulars } from './particulars';
import { PlanChanges } from './plan-changes';
import { Sides } from './sides';
import { TurnDownDialog } from './turn-down-dialog';

/** Questions about what a whole run would do. */
const STOPPED = ['threshold', 'deletion_guard'];

interface ReviewDetailProps {
  review: Review;
  canDecide: boolean;
  busy: boolean;
  onChoose: (answer: Answer) => void;
  /** What of a preview is approved. */
  part: ApprovedPart;
}

/** One question: what happened, the facts to decide by, and the answers. */
export function ReviewDetail({ review, canDecide, busy, onChoose, part }: ReviewDetailProps) {
  const { t } = useLingui();
  const { kind, sentence, choice } = useReviewWords();
  const actor = useActor();
  const yes = yesOf(review);
  const no = noOf(review);
  const again = onceMoreOf(review);
  const mayAnswer = canDecide && review.state === 'open';
  const [isTurningDown, setIsTurningDown] = useState(false);
  return (
    <div className="flex flex-col gap-5">
      <div>
        <p className="text-xs text-faint">{kind(review)}</p>
        <h2 className="mt-0.5 text-lg font-semibold">{sentence(review)}</h2>
        <AnswerBy review={review} className="mt-1.5" />
      </div>
      {review.kind === 'conflict' ? <Sides review={review} onChoose={mayAnswer ? (choice) => onChoose({ choice }) : undefined} /> : <Particulars review={review} />}
      {review.kind === 'plan_approval' && <PlanChanges review={review} leftOut={part.leftOut} onLeaveOut={mayAnswer ? part.leaveOut : undefined} />}
      {foundThere(review).length > 0 && <FoundThere review={review} busy={busy} onChoose={mayAnswer ? (external_id) => onChoose({ choice: 'this', external_id }) : undefined} />}
      {claimantsOf(review).length > 0 && <Claimants review={review} onMerged={mayAnswer ? () => onChoose({ choice: 'dismiss' }) : undefined} />}
      {review.state === 'open' && !canDecide && (
        <p className="text-sm text-soft">
          <Trans>Administrators answer this.</Trans>
        </p>
      )}
      {mayAnswer && (
        <div className="flex flex-wrap items-center gap-2">
          {yes && (
            <Button look="primary" busy={busy} disabled={part.isPart && part.approved === 0} onClick={() => onChoose({ choice: yes })}>
              <span className="flex items-center gap-2">
                {part.isPart ? t`Approve a part…` : choice(review, yes)} <Keys keys="A" />
              </span>
            </Button>
          )}
          {again && (
            <Button busy={busy} onClick={() => onChoose({ choice: again })}>
              {choice(review, again)}
            </Button>
          )}
          {needsReason(review) && <Button onClick={() => setIsTurningDown(true)}>{choice(review, 'reject')}</Button>}
          {no && (
            <Button busy={busy} onClick={() => onChoose({ choice: no })}>
              <span className="flex items-center gap-2">
                {choice(review, no)} <Keys keys="R" />
              </span>
            </Button>
          )}
        </div>
      )}
      {review.state === 'open' && review.sync && STOPPED.includes(review.kind) && (
        <Link to="/syncs/$id/preview" params={{ id: review.sync }} className={buttonClasses('plain', 'small', 'self-start')}>
          <Eye size={14} />
          <Trans>See what would change</Trans>
        </Link>
      )}
      {review.state !== 'open' && (
        <p className="text-sm text-soft">
          {review.state === 'obsolete' ? (
            <Trans>The question has answered itself.</Trans>
          ) : (
            <Trans>
              Settled by {actor(review.settled_by ?? undefined)} {review.settled_at && <Time at={review.settled_at} />}
            </Trans>
          )}
        </p>
      )}
      {isTurningDown && <TurnDownDialog busy={busy} onClose={() => setIsTurningDown(false)} onConfirm={(reason) => onChoose({ choice: 'reject', reason })} />}
      <Panel title={t`Where it comes from`}>
        <Origin review={review} />
      </Panel>
    </div>
  );
}

function Origin({ review }: { review: Review }) {
  const { t } = useLingui();
  const actor = useActor();
  const object = useObject(review.object ?? '');
  const record = useQuery({ ...recordQuery(review.object ?? '', review.record ?? ''), enabled: Boolean(review.object && review.record) });
  const sync = useQuery({ ...syncQuery(review.sync ?? ''), enabled: Boolean(review.sync) });
  const items: [ReactNode, ReactNode][] = [];
  const link = 'text-accent-ink hover:underline';
  if (review.object && review.record) {
    items.push([
      t`Record`,
      <Link key="record" to="/records/$object/$id" params={{ object: review.object, id: review.record }} className={link}>
        {record.data ? titleOf(record.data, object) : `#${review.record}`}
      </Link>,
    ]);
  }
  if (review.sync) {
    items.push([
      t`Sync`,
      <Link key="sync" to="/syncs/$id" params={{ id: review.sync }} className={link}>
        {sync.data?.name ?? review.sync}
      </Link>,
    ]);
  }
  const line = lineOf(review);
  if (review.sync && line) {
    items.push([
      line.outward ? t`Written fields` : t`Mapping`,
      line.outward ? (
        <Link key="line" to="/syncs/$id" params={{ id: review.sync }} search={{ part: 'definition' }} className={link}>
          {line.name}
        </Link>
      ) : (
        <Link key="line" to="/syncs/$id/mapping" params={{ id: review.sync }} search={{ line: line.name }} className={link}>
          {line.name}
        </Link>
      ),
    ]);
  }
  if (typeof factsOf(review).asked_by === 'string') items.push([t`Asked by`, actor(String(factsOf(review).asked_by))]);
  if (review.run) {
    items.push([
      review.kind === 'plan_approval' ? t`Preview` : t`Run`,
      <Link key="run" to="/runs/$id" params={{ id: review.run }} className={link}>
        {review.run}
      </Link>,
    ]);
  }
  items.push([t`Asked`, <Time key="at" at={review.created_at} />]);
  return <Facts items={items} />;
}
