import { Trans, useLingui } from '@lingui/react/macro';
import { useObject } from '@/api/objects';
import type { Review } from '@/api/problems';
import { ChangedRows, type Choosing, type Example } from '@/shared/changed-rows';
import { number } from '@/shared/format';
import { State } from '@/ui/badge';
import { Checkbox } from '@/ui/form';
import { Panel } from '@/ui/page';
import { SkeletonLines } from '@/ui/states';
import { approvedOf, usePlan } from '../use-plan';

const keyOf = (change: Example) => (change.external_ids ?? []).join(' ');

interface PlanChangesProps {
  review: Review;
  /** Records that are not to be approved, by their ids in the preview. */
  leftOut: ReadonlySet<string>;
  /** Missing where nothing is to be decided. */
  onLeaveOut?: (leftOut: ReadonlySet<string>) => void;
}

/** What a preview would change, record by record, each approved by a tick; afterwards what was approved of it and what was not. */
export function PlanChanges({ review, leftOut, onLeaveOut }: PlanChangesProps) {
  const { t } = useLingui();
  const object = useObject(review.object ?? '');
  const plan = usePlan(review);
  const approved = approvedOf(review);
  if (!plan || !object) return <SkeletonLines lines={5} />;
  if (plan.changes.length === 0) return null;
  const byKey = new Map(plan.changes.map((change) => [keyOf(change), change.record]));
  // A record without any id there cannot be told from others: it is approved with all of them only.
  const choosable = [...byKey].filter(([key]) => key !== '').map(([, record]) => record);
  const choosing: Choosing | undefined = onLeaveOut && {
    isChosen: (row) => !leftOut.has(byKey.get(row.ids.join(' ')) ?? ''),
    toggle: (row) => {
      const next = new Set(leftOut);
      const record = byKey.get(row.ids.join(' ')) ?? '';
      if (!next.delete(record)) next.add(record);
      onLeaveOut(next);
    },
  };
  const isIn = (change: Example) => (change.external_ids ?? []).some((id) => approved?.has(id));
  const verdict = (change: Example) => <State tone={isIn(change) ? 'good' : 'neutral'}>{isIn(change) ? t`approved` : t`not approved`}</State>;
  return (
    <Panel title={t`New and changed`} flush>
      {onLeaveOut && (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line px-4 py-2 text-xs text-soft">
          <Checkbox checked={leftOut.size === 0} some={leftOut.size > 0 && leftOut.size < choosable.length} onChange={() => onLeaveOut(leftOut.size === 0 ? new Set(choosable) : new Set())}>
            <Trans>Approve all</Trans>
          </Checkbox>
          <span role="status">{leftOut.size > 0 ? t`${number(plan.total - leftOut.size)} of ${number(plan.total)} approved` : null}</span>
        </div>
      )}
      {plan.changes.length < plan.total && (
        <p className="border-b border-line px-4 py-2 text-xs text-soft">
          <Trans>
            The first {number(plan.changes.length)} of {number(plan.total)}. Where a part is approved, those that are not listed are left out.
          </Trans>
        </p>
      )}
      <div className="max-h-96 overflow-y-auto">
        <ChangedRows examples={plan.changes} object={object} choosing={choosing} verdict={approved && verdict} />
      </div>
    </Panel>
  );
}
