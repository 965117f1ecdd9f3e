import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronRight, CircleCheckBig } from 'lucide-react';
import { useObjects } from '@/api/objects';
import { type ProblemGroup, problemsQuery } from '@/api/problems';
import { number } from '@/shared/format';
import { words } from '@/shared/locale';
import { SourceMark } from '@/shared/origin';
import { Time } from '@/shared/time';
import { Badge, State } from '@/ui/badge';
import { Select } from '@/ui/form';
import { Bars } from '@/ui/meter';
import { Page, Panel } from '@/ui/page';
import { Empty, ErrorState, SkeletonLines } from '@/ui/states';

const route = getRouteApi('/app/problems');

export interface ProblemsSearch {
  object?: string;
  source?: string;
}

/** Rows that could not be applied, by cause: what it is, how many, since when, and what helps. */
export function ProblemsScreen() {
  const { t } = useLingui();
  const { object, source } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(problemsQuery);
  const all = query.data ?? [];
  const shown = all.filter((group) => (!object || group.object === object) && (source === undefined || group.source === source));
  const total = shown.reduce((sum, group) => sum + group.count, 0);
  const objects = useObjects();
  const sources = [...new Set(all.map((group) => group.source))];
  return (
    <Page
      title={t`Problems`}
      about={query.data && all.length > 0 ? t`${number(total)} rows could not be applied. Nothing of them is lost: repair the cause, then replay.` : t`Rows that could not be applied, by cause.`}
      bar={
        all.length > 1 && (
          <div className="flex flex-wrap gap-2 pb-2">
            <Select aria-label={t`Object`} className="w-40!" value={object ?? ''} onChange={(event) => void navigate({ search: (old) => ({ ...old, object: event.target.value || undefined }) })}>
              <option value="">{t`All objects`}</option>
              {[...new Set(all.map((group) => group.object))].map((name) => (
                <option key={name} value={name}>
                  {words(objects.find((each) => each.name === name)?.label) || name}
                </option>
              ))}
            </Select>
            <Select aria-label={t`Source`} className="w-48!" value={source ?? '*'} onChange={(event) => void navigate({ search: (old) => ({ ...old, source: event.target.value === '*' ? undefined : event.target.value }) })}>
              <option value="*">{t`All sources`}</option>
              {sources.map((name) => (
                <option key={name} value={name}>
                  {name || t`Writing to other systems`}
                </option>
              ))}
            </Select>
          </div>
        )
      }
    >
      {query.error ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        <SkeletonLines lines={8} />
      ) : shown.length === 0 ? (
        <Empty icon={<CircleCheckBig size={20} />} title={t`No problems`}>
          <Trans>Every row that came in was applied, and every change was taken by the other systems.</Trans>
        </Empty>
      ) : (
        <Panel flush>
          <ul>
            {shown.map((group) => (
              <GroupLine key={group.id} group={group} />
            ))}
          </ul>
        </Panel>
      )}
    </Page>
  );
}

interface Trend {
  day: string;
  count: number;
}

function GroupLine({ group }: { group: ProblemGroup }) {
  const { t } = useLingui();
  const objects = useObjects();
  const object = objects.find((each) => each.name === group.object);
  const field = object?.fields.find((each) => each.name === group.field);
  const trend = (group as { trend?: Trend[] }).trend;
  return (
    <li className="border-t border-line first:border-0">
      <Link to="/problems/$id" params={{ id: group.id }} className="grid items-center gap-x-4 gap-y-2 px-4 py-3 hover:bg-hover focus-visible:-outline-offset-2 sm:grid-cols-[4.5rem_minmax(0,1fr)_auto_1rem]">
        <span className="flex items-baseline gap-2 sm:flex-col sm:items-end sm:gap-0">
          <span className="text-lg font-semibold tabular-nums">{number(group.count)}</span>
          <span className="text-2xs text-faint">{t`rows`}</span>
        </span>
        <span className="min-w-0">
          <span className="block text-sm font-medium">{words(group.cause)}</span>
          <span className="block text-xs text-soft">{words(group.advice)}</span>
          <span className="mt-1.5 flex flex-wrap items-center gap-1.5">
            <Badge>{words(object?.label) || group.object}</Badge>
            {group.field && <Badge>{words(field?.label) || (group.field === 'external_id' ? t`Id in the source` : group.field)}</Badge>}
            <span className="inline-flex items-center gap-1.5 text-xs text-soft">
              {group.source ? (
                <>
                  <SourceMark name={group.source} size={14} /> {group.source}
                </>
              ) : (
                t`Writing to another system`
              )}
            </span>
            {group.held > 0 && <State tone="warn">{t`${number(group.held)} wait for a decision`}</State>}
          </span>
        </span>
        <span className="flex flex-col gap-0.5 text-xs text-faint sm:items-end">
          {trend && trend.length > 1 && (
            <span className="w-28">
              <Bars height={24} label={t`By day`} bars={trend.map((day) => ({ label: day.day, value: day.count }))} />
            </span>
          )}
          <span>
            <Trans>
              last <Time at={group.last_at} />
            </Trans>
          </span>
          {group.first_at !== group.last_at && (
            <span>
              <Trans>
                first <Time at={group.first_at} />
              </Trans>
            </span>
          )}
        </span>
        <ChevronRight size={16} className="hidden text-faint sm:block" aria-hidden />
      </Link>
    </li>
  );
}
