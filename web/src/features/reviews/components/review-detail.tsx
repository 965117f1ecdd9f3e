import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useObject } from '@/api/objects';
import type { Review } from '@/api/problems';
import { recordQuery } from '@/api/records';
import { syncQuery } from '@/api/syncs';
import { words } from '@/shared/locale';
import { useActor } from '@/shared/origin';
import { useStoppedWords } from '@/shared/stopped-words';
import { Time } from '@/shared/time';
import { Value } from '@/shared/value';
import { rawText, titleOf } from '@/shared/value-text';
import { Button } from '@/ui/button';
import { classes } from '@/ui/classes';
import { Keys } from '@/ui/keys';
import { Facts, Panel } from '@/ui/page';
import { type Choice, factsOf, needsReason, noOf, useReviewWords, yesOf } from '../review-words';
import { TurnDownDialog } from './turn-down-dialog';

interface ReviewDetailProps {
  review: Review;
  canDecide: boolean;
  busy: boolean;
  onChoose: (choice: Choice, reason?: string) => void;
}

/** One question: what happened, the facts to decide by, and the answers. */
export function ReviewDetail({ review, canDecide, busy, onChoose }: ReviewDetailProps) {
  const { t } = useLingui();
  const { kind, sentence, choice } = useReviewWords();
  const actor = useActor();
  const yes = yesOf(review);
  const no = noOf(review);
  const [isTurningDown, setIsTurningDown] = useState(false);
  return (
    <div className="flex flex-col gap-5">
      <div>
        <p className="text-xs text-faint">{kind(review)}</p>
        <h2 className="mt-0.5 text-lg font-semibold">{sentence(review)}</h2>
      </div>
      {review.kind === 'conflict' ? <Sides review={review} onChoose={canDecide && review.state === 'open' ? onChoose : undefined} /> : <Particulars review={review} />}
      {review.state === 'open' && canDecide && (
        <div className="flex flex-wrap items-center gap-2">
          {yes && (
            <Button look="primary" busy={busy} onClick={() => onChoose(yes)}>
              <span className="flex items-center gap-2">
                {choice(review, yes)} <Keys keys="A" />
              </span>
            </Button>
          )}
          {needsReason(review) && <Button onClick={() => setIsTurningDown(true)}>{choice(review, 'reject')}</Button>}
          {no && (
            <Button busy={busy} onClick={() => onChoose(no)}>
              <span className="flex items-center gap-2">
                {choice(review, no)} <Keys keys="R" />
              </span>
            </Button>
          )}
        </div>
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
      {isTurningDown && <TurnDownDialog busy={busy} onClose={() => setIsTurningDown(false)} onConfirm={(reason) => onChoose('reject', reason)} />}
      <Panel title={t`Where it comes from`}>
        <Origin review={review} />
      </Panel>
    </div>
  );
}

function Sides({ review, onChoose }: { review: Review; onChoose?: (choice: Choice) => void }) {
  const { t } = useLingui();
  const object = useObject(review.object ?? '');
  const facts = factsOf(review);
  const field = object?.fields.find((candidate) => candidate.name === facts.field);
  const sides: { key: Choice | 'before'; label: string; value: unknown; action?: string }[] = [
    { key: 'before', label: t`Before, on both sides`, value: facts.before },
    { key: 'here', label: t`Here in Rapport`, value: facts.here, action: t`Keep ours` },
    { key: 'there', label: t`In the other system`, value: facts.there, action: t`Take theirs` },
  ];
  return (
    <div>
      <p className="pb-2 text-xs font-medium text-soft">{words(field?.label) || rawText(facts.field)}</p>
      <dl className="grid gap-3 sm:grid-cols-3">
        {sides.map((side) => (
          <div key={side.key} className={classes('flex flex-col gap-2 rounded-lg border border-line p-3', side.key === 'before' ? 'bg-ground' : 'bg-panel')}>
            <dt className="text-xs text-faint">{side.label}</dt>
            <dd className="flex flex-1 flex-col items-start justify-between gap-3 text-sm break-words">
              <span className="wrap-anywhere">{field ? <Value field={field} value={side.value} plain /> : rawText(side.value) || '–'}</span>
              {side.action && onChoose && side.key !== 'before' && (
                <Button size="small" onClick={() => side.key !== 'before' && onChoose(side.key)}>
                  {side.action}
                </Button>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** Questions whose reason is a count and a limit. */
const COUNTED = ['threshold', 'deletion_guard'];

/** What else the question tells, by name. */
function Particulars({ review }: { review: Review }) {
  const { t } = useLingui();
  const stopped = useStoppedWords();
  const facts = factsOf(review);
  const names: Record<string, string> = { operation: t`Operation`, reason: t`Reason`, field: t`Field`, external_id: t`Id there`, found: t`Found there`, candidates: t`Candidates`, values: t`Values`, fields: t`Values`, before: t`Before`, now: t`Now`, note: t`Note` };
  const items: [ReactNode, ReactNode][] = [];
  for (const [name, value] of Object.entries(facts)) {
    const label = names[name];
    // The sentence above says it in words already.
    if (name === 'reason' && COUNTED.includes(review.kind)) continue;
    if (label && value !== null) items.push([label, <span key={name} className="break-words">{name === 'reason' ? stopped(rawText(value)) : rawText(value)}</span>]);
  }
  const columns = Array.isArray(facts.columns) ? (facts.columns as Record<string, unknown>[]) : [];
  const driftOf = (column: Record<string, unknown>): string => {
    const what = rawText(column.what ?? column.change ?? column.kind);
    const options = Array.isArray(column.options) ? column.options.map(rawText).join(', ') : '';
    if (what === 'missing') return facts.outward === true ? t`is missing in the other system` : t`is missing in the source`;
    if (what === 'read_only') return t`may no longer be set`;
    if (what === 'options') return t`has new options: ${options}`;
    if (what === 'options_gone') return t`no longer has the options: ${options}`;
    if (what === 'retyped') return t`has another type than before`;
    return what;
  };
  if (items.length === 0 && columns.length === 0) return null;
  return (
    <Panel>
      {items.length > 0 && <Facts items={items} />}
      {columns.length > 0 && (
        <ul className={classes('flex flex-col gap-1 text-sm', items.length > 0 && 'mt-3')}>
          {columns.map((column) => (
            <li key={rawText(column.column)} className="flex gap-3">
              <code className="font-mono text-xs">{rawText(column.column)}</code>
              <span className="text-soft">{driftOf(column)}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
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
