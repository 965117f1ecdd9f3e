import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { ChevronRight, CircleCheckBig, SearchX } from 'lucide-react';
import { useState } from 'react';
import { useObjects } from '@/api/objects';
import { peopleQuery } from '@/api/people';
import { type ProblemGroup, problemsQuery } from '@/api/problems';
import { syncsQuery } from '@/api/syncs';
import { day, listed, number } from '@/shared/format';
import { words } from '@/shared/locale';
import { SourceMark } from '@/shared/source-mark';
import { Time } from '@/shared/time';
import { Answered } from '@/ui/answered';
import { Badge, State } from '@/ui/badge';
import { Button } from '@/ui/button';
import { FilterBar, FilterSelect } from '@/ui/filters';
import { Segments } from '@/ui/form';
import { Bars } from '@/ui/meter';
import { Page, Panel } from '@/ui/page';
import { Empty } from '@/ui/states';
import { isSnoozed } from './components/care';

const route = getRouteApi('/app/problems');

const DAY_MS = 86_400_000;
const TREND_DAYS = 14;

/** The last fourteen days, those without rows too; nothing when all came on one day. */
function lastDays(trend: ProblemGroup['trend']): ProblemGroup['trend'] {
  const newest = trend.map((each) => each.day).sort().at(-1);
  if (!newest || trend.length < 2) return [];
  const days = Array.from({ length: TREND_DAYS }, (_, index) => new Date(new Date(newest).valueOf() - (TREND_DAYS - 1 - index) * DAY_MS).toISOString().slice(0, 10));
  return days.map((day) => trend.find((each) => each.day === day) ?? { day, count: 0 });
}

export interface ProblemsSearch {
  object?: string;
  source?: string;
  show?: 'waiting';
}

/** Rows that could not be applied, by cause: what it is, how many, since when, and what helps. */
export function ProblemsScreen() {
  const { t } = useLingui();
  const { object, source, show } = route.useSearch();
  const [now] = useState(() => Date.now());
  const navigate = route.useNavigate();
  const query = useQuery(problemsQuery);
  const all = query.data ?? [];
  const waiting = all.filter((group) => isSnoozed(group, now)).length;
  const shown = all.filter((group) => isSnoozed(group, now) === (show === 'waiting') && (!object || group.object === object) && (source === undefined || group.source === source));
  const total = shown.reduce((sum, group) => sum + group.count, 0);
  const objects = useObjects();
  const sources = [...new Set(all.map((group) => group.source))];
  return (
    <Page
      title={t`Problems`}
      about={query.data && all.length > 0 ? t`${plural(total, { one: '# row could not be applied.', other: '# rows could not be applied.' })} Nothing is lost: repair the cause, then replay.` : t`Rows that could not be applied, by cause.`}
      bar={
        (all.length > 1 || waiting > 0) && (
          <FilterBar>
            {(waiting > 0 || show) && (
              <Segments
                label={t`Which problems`}
                value={show ?? 'open'}
                onChange={(next) => void navigate({ search: (old) => ({ ...old, show: next === 'waiting' ? 'waiting' : undefined }) })}
                options={[
                  { value: 'open', label: t`Open` },
                  { value: 'waiting', label: t`Waiting: ${waiting}` },
                ]}
              />
            )}
            <FilterSelect
              label={t`Object`}
              all={t`All objects`}
              value={object}
              choices={[...new Set(all.map((group) => group.object))].map((name) => ({ value: name, label: words(objects.find((each) => each.name === name)?.label) || name }))}
              onChange={(next) => void navigate({ search: (old) => ({ ...old, object: next }) })}
            />
            <FilterSelect
              label={t`Source`}
              all={t`All sources`}
              value={source}
              choices={sources.map((name) => ({ value: name, label: name || t`Writing to other systems` }))}
              onChange={(next) => void navigate({ search: (old) => ({ ...old, source: next }) })}
            />
          </FilterBar>
        )
      }
    >
      <Answered
        query={query}
        empty={
          all.length === 0 ? (
            <Empty icon={<CircleCheckBig size={20} />} title={t`No problems`}>
              <Trans>Every row that came in was applied, and every change was taken by the other systems.</Trans>
            </Empty>
          ) : (
            shown.length === 0 && (
              <Empty icon={<SearchX size={20} />} title={t`No problem fits the filter`} action={<Button onClick={() => void navigate({ search: {} })}>{t`Clear the filter`}</Button>}>
                <Trans>Others are there: with another source or object, or waiting for their day.</Trans>
              </Empty>
            )
          )
        }
      >
        <Panel flush>
          <ul>
            {shown.map((group) => (
              <GroupLine key={group.id} group={group} />
            ))}
          </ul>
        </Panel>
      </Answered>
    </Page>
  );
}

function GroupLine({ group }: { group: ProblemGroup }) {
  const { t } = useLingui();
  const objects = useObjects();
  const object = objects.find((each) => each.name === group.object);
  const field = object?.fields.find((each) => each.name === group.field);
  const people = useQuery(peopleQuery);
  const trend = lastDays(group.trend);
  const syncs = useQuery(syncsQuery);
  const met = group.by_sync.flatMap((each) => syncs.data?.find((sync) => sync.id === each.sync)?.name ?? []);
  const assignee = people.data?.find((person) => person.id === group.assignee)?.name;
  return (
    <li className="border-t border-line first:border-0">
      <Link to="/problems/$id" params={{ id: group.id }} className="grid items-center gap-x-4 gap-y-2 px-4 py-3 hover:bg-hover focus-visible:-outline-offset-2 sm:grid-cols-[3.25rem_minmax(0,1fr)_auto_1rem]">
        <span className="flex items-baseline gap-2 sm:flex-col sm:items-end sm:gap-0">
          <span className="text-lg font-semibold tabular-nums">{number(group.count)}</span>
          <span className="text-2xs text-faint"><Plural value={group.count} one="row" other="rows" /></span>
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
            {met.length > 0 && <span className="text-xs text-soft"><span className="max-sm:hidden">· </span>{t`Syncs: ${listed(met)}`}</span>}
            {group.held > 0 && <State tone="warn">{t`${plural(group.held, { one: '# waits for a decision', other: '# wait for a decision' })}`}</State>}
          </span>
        </span>
        <span className="flex flex-col items-start gap-0.5 text-xs text-faint sm:items-end">
          {assignee && <Badge>{assignee}</Badge>}
          {trend.length > 1 && (
            <span className="w-28">
              <Bars height={24} label={t`By day`} bars={trend.map((each) => ({ label: day(each.day), value: each.count }))} />
            </span>
          )}
          <span>
            <Trans>
              Last: <Time at={group.last_at} />
            </Trans>
          </span>
          {group.first_at !== group.last_at && (
            <span>
              <Trans>
                First: <Time at={group.first_at} />
              </Trans>
            </span>
          )}
        </span>
        <ChevronRight size={16} className="hidden text-faint sm:block" aria-hidden />
      </Link>
    </li>
  );
}
