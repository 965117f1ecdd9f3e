import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useObject } from '@/api/objects';
import { type ObjectHealth, summaryQuery } from '@/api/summary';
import { number, percent } from '@/shared/format';
import { words } from '@/shared/locale';
import { Answered } from '@/ui/answered';
import { Meter } from '@/ui/meter';
import { Panel, Stat } from '@/ui/page';
import { Skeleton } from '@/ui/states';

const MEASURED = ['phone', 'email', 'city', 'company', 'industry', 'owner'];

/** How complete and valid the customers are. */
export function Health() {
  const { t } = useLingui();
  const object = useObject('customers');
  const query = useQuery(summaryQuery);
  const { data: summary, isPending } = query;
  const health = summary?.objects.find((each) => each.object === 'customers');
  const share = (name: string) => health?.fill.find((each) => each.field === name)?.share;
  // A share of nothing says nothing.
  const measured = health?.records === 0 ? [] : MEASURED;
  const fields = measured.flatMap((name) => object?.fields.find((field) => field.name === name && !field.archived) ?? []).filter((field) => isPending || share(field.name) !== undefined);
  return (
    <Panel title={t`Health of the data`} about={t`How many customers have a value`}>
      {summary && fields.length === 0 && (
        <p className="text-sm text-soft">
          <Trans>No customers yet.</Trans>
        </p>
      )}
      {query.isError && !summary && <Answered query={query} className="py-6!">{null}</Answered>}
      <ul className="flex flex-col gap-2.5">
        {fields.map((field) => {
          const value = share(field.name);
          const label = words(field.label);
          return (
            <li key={field.name} className="grid grid-cols-[7rem_1fr_3rem] items-center gap-3 text-sm">
              <span className="truncate text-soft">{label}</span>
              {value === undefined ? <Skeleton className="h-1.5" /> : <Meter share={value} label={label} tone={value >= 0.8 ? 'good' : value >= 0.4 ? 'accent' : 'warn'} />}
              <span className="text-right text-xs tabular-nums">{value === undefined ? '' : percent(value)}</span>
            </li>
          );
        })}
      </ul>
      {health && <Validity health={health} />}
    </Panel>
  );
}

/** Values that do not fit their field, rows that could not be applied, and what waits for a decision. */
function Validity({ health }: { health: ObjectHealth }) {
  const { t } = useLingui();
  const invalid = (health.findings ?? []).reduce((sum, finding) => sum + finding.count, 0);
  return (
    <div className="mt-4 grid grid-cols-3 gap-4 border-t border-line pt-3">
      <Stat label={t`Values that do not fit`} value={number(invalid)} tone={invalid > 0 ? 'warn' : 'good'} />
      <Stat label={t`Rows not applied`} value={number(health.problems ?? 0)} tone={health.problems ? 'warn' : 'good'} />
      <Stat label={t`Duplicates to decide`} value={number(health.duplicates ?? 0)} tone={health.duplicates ? 'warn' : 'good'} />
    </div>
  );
}
