import { Trans, useLingui } from '@lingui/react/macro';
import { useQueries, useQuery } from '@tanstack/react-query';
import { request } from '@/api/client';
import { type FieldDefinition, useObject } from '@/api/objects';
import type { RecordPage } from '@/api/records';
import { percent } from '@/shared/format';
import { words } from '@/shared/locale';
import { summaryQuery } from '@/api/summary';
import { Meter } from '@/ui/meter';
import { Panel } from '@/ui/page';
import { Skeleton } from '@/ui/states';

const MEASURED = ['phone', 'email', 'city', 'company', 'industry', 'owner'];

/** How complete the customers are: for the fields that matter, the share of records that have a value. */
export function Health() {
  const { t } = useLingui();
  const object = useObject('customers');
  const { data: summary } = useQuery(summaryQuery);
  const known = summary?.objects.find((each) => each.object === 'customers');
  const fields = MEASURED.flatMap((name) => object?.fields.find((field) => field.name === name && !field.archived) ?? []);
  const counted = useCountedShares(fields, summary === null);
  const share = (field: FieldDefinition) => known?.fill.find((each) => each.field === field.name)?.share ?? counted[field.name];
  return (
    <Panel title={t`Health of the data`} about={t`How many customers have a value`}>
      {fields.length === 0 && (
        <p className="text-sm text-soft">
          <Trans>No customers yet.</Trans>
        </p>
      )}
      <ul className="flex flex-col gap-2.5">
        {fields.map((field) => {
          const value = share(field);
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
    </Panel>
  );
}

/** The same by counting, where the server keeps no summary. */
function useCountedShares(fields: FieldDefinition[], isWanted: boolean): Record<string, number | undefined> {
  const count = (filter?: string) => ({
    queryKey: ['records', 'customers', 'list', 'count', filter],
    queryFn: async ({ signal }: { signal: AbortSignal }) => (await request<RecordPage>('GET', '/customers', { query: { limit: 1, count: 'estimated', filter }, signal })).page.count ?? 0,
    staleTime: 60_000,
    enabled: isWanted,
  });
  const counts = useQueries({ queries: [count(), ...fields.map((field) => count(`${field.name} IS NOT NULL`))] });
  const all = counts[0]?.data;
  return Object.fromEntries(
    fields.map((field, index) => {
      const filled = counts[index + 1]?.data;
      return [field.name, all === undefined || filled === undefined ? undefined : all === 0 ? 0 : Math.min(1, filled / all)];
    }),
  );
}
