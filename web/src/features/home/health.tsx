import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { liveFields, type ObjectDefinition, useObjects } from '@/api/objects';
import { type ObjectHealth, summaryQuery } from '@/api/summary';
import { syncsQuery } from '@/api/syncs';
import { number, percent } from '@/shared/format';
import { words, wordsInside } from '@/shared/locale';
import { SourceMark } from '@/shared/source-mark';
import { SyncState, useFreshness } from '@/shared/sync-state';
import { Answered } from '@/ui/answered';
import { Select } from '@/ui/form';
import { Meter } from '@/ui/meter';
import { Panel, Stat } from '@/ui/page';
import { Skeleton } from '@/ui/states';

const MEASURED = ['phone', 'email', 'city', 'company', 'industry', 'owner'];
const SHOWN = 8;
const SOURCES_SHOWN = 8;

/** The fields that tell most of how complete records are: those that identify a record first. */
function measuredFields(object: ObjectDefinition) {
  const rank = (name: string, isKey: boolean) => (isKey ? 0 : MEASURED.includes(name) ? 1 : 2);
  return liveFields(object)
    .filter((field) => field.name !== object.title_field && field.name !== 'created_at' && field.type !== 'boolean' && field.type !== 'auto_number')
    .sort((one, other) => rank(one.name, Boolean(one.match_key)) - rank(other.name, Boolean(other.match_key)))
    .slice(0, SHOWN);
}

/** How complete, valid and fresh the records of an object are. */
export function Health() {
  const { t } = useLingui();
  const objects = useObjects();
  const query = useQuery(summaryQuery);
  const [chosen, setChosen] = useState('customers');
  const summary = query.data;
  // Objects without records have no health; the one that is looked at stays.
  const filled = objects.filter((object) => object.name === chosen || (summary?.objects.find((each) => each.object === object.name)?.records ?? 0) > 0);
  const object = filled.find((each) => each.name === chosen) ?? filled[0];
  const health = summary?.objects.find((each) => each.object === object?.name);
  const label = wordsInside(object?.label);
  return (
    <Panel
      title={t`Health of the data`}
      about={t`How many records have a value, how many do not fit, and how fresh each source is`}
      actions={
        filled.length > 1 &&
        object && (
          <Select aria-label={t`Records looked at`} className="w-44!" value={object.name} onChange={(event) => setChosen(event.target.value)}>
            {filled.map((each) => (
              <option key={each.name} value={each.name}>
                {words(each.label)}
              </option>
            ))}
          </Select>
        )
      }
    >
      {!summary && <Answered query={query} className="py-6!" waiting={<Skeleton className="h-40" />}>{null}</Answered>}
      {summary && object && (
        <div className="grid gap-x-10 gap-y-5 lg:grid-cols-2">
          {!health || health.records === 0 ? (
            <p className="text-sm text-soft">
              <Trans>There are no {label} yet.</Trans>
            </p>
          ) : (
            <Fill object={object} health={health} />
          )}
          <Sources object={object} />
        </div>
      )}
      {health && <Validity health={health} />}
    </Panel>
  );
}

function Fill({ object, health }: { object: ObjectDefinition; health: ObjectHealth }) {
  return (
    <ul className="flex flex-col gap-2.5">
      {measuredFields(object).map((field) => {
        const share = health.fill.find((each) => each.field === field.name)?.share;
        if (share === undefined) return null;
        const label = words(field.label);
        return (
          <li key={field.name} className="grid grid-cols-[minmax(8rem,38%)_1fr_3rem] items-center gap-3 text-sm">
            <span className="text-soft sm:truncate" title={label}>
              {label}
            </span>
            <Meter share={share} label={label} tone={share >= 0.8 ? 'good' : share >= 0.4 ? 'accent' : 'warn'} />
            <span className="text-right text-xs tabular-nums">{percent(share)}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** The sources that fill an object, each with how far it is behind. */
function Sources({ object }: { object: ObjectDefinition }) {
  const { t } = useLingui();
  const query = useQuery(syncsQuery);
  const freshness = useFreshness();
  const mine = query.data?.filter((sync) => sync.definition.object === object.name && sync.definition.direction !== 'out' && sync.state !== 'archived') ?? [];
  return (
    <section aria-label={t`Freshness by source`}>
      <h3 className="mb-2 text-xs font-medium text-soft">
        <Trans>Freshness by source</Trans>
      </h3>
      {!query.data && <Answered query={query} className="py-4!" waiting={<Skeleton className="h-16" />}>{null}</Answered>}
      {query.data && mine.length === 0 && (
        <p className="text-sm text-faint">
          <Trans>No sync fills them; they come from files and by hand.</Trans>
        </p>
      )}
      <ul className="flex flex-col gap-1.5">
        {mine.slice(0, SOURCES_SHOWN).map((sync) => (
          <li key={sync.id} className="flex items-center gap-2 text-sm">
            <SourceMark name={sync.connection} />
            <Link to="/syncs/$id" params={{ id: sync.id }} className="min-w-0 flex-1 truncate hover:underline">
              {String(sync.definition.source ?? sync.connection)}
            </Link>
            <span className="text-xs text-faint max-sm:hidden">{freshness(sync)}</span>
            <SyncState sync={sync} />
          </li>
        ))}
      </ul>
    </section>
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
