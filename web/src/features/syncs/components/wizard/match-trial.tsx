import { Trans, useLingui } from '@lingui/react/macro';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { mappingTryQuery, type TriedRow } from '@/api/mapping-try';
import type { ObjectDefinition } from '@/api/objects';
import { recordQuery } from '@/api/records';
import { number } from '@/shared/format';
import { titleOf, valueText } from '@/shared/value-text';
import { Badge } from '@/ui/badge';
import { Panel, Stat } from '@/ui/page';
import { SkeletonLines } from '@/ui/states';
import type { Definition } from '../../model/definition';
import { readMapping, writeMapping } from '../../model/mapping';
import { useSource } from '../../model/use-source';

const SHOWN = 5;

/** The keys tried on rows of the source: how many are known, how many are new, and those that fit several records. */
export function MatchTrial({ connection, definition, object }: { connection: string; definition: Definition; object: ObjectDefinition }) {
  const { t } = useLingui();
  const source = useSource(connection, definition.stream, definition.object, definition.source_filter);
  const chosen = readMapping(definition.mapping, object.name);
  // Before fields are mapped, the proposal says which columns hold the keys.
  const mapping = chosen.fields.length > 0 || !source.proposed ? chosen : { ...source.proposed, ...(chosen.match ? { match: chosen.match } : {}) };
  const rows = source.sample?.rows ?? [];
  const tried = useQuery({
    ...mappingTryQuery(object.name, { mapping: writeMapping(mapping), rows, columns: source.sample?.columns, match: Array.isArray(mapping.match) ? mapping.match.map(String) : undefined, policy: definition.policy }),
    enabled: rows.length > 0 && mapping.fields.length > 0,
  });
  if (tried.data === null || (source.sample && rows.length === 0)) return null;
  const title = t`Tried on rows of the source`;
  if (!tried.data) {
    return (
      <Panel title={title}>
        <SkeletonLines lines={2} />
      </Panel>
    );
  }
  const { counts } = tried.data;
  const of = (outcome: string) => tried.data?.rows.filter((row) => row.match?.outcome === outcome) ?? [];
  // What needs a look stands first.
  const shown = [...of('several'), ...of('found'), ...of('new')].slice(0, SHOWN);
  return (
    <Panel title={title} about={chosen.fields.length > 0 ? undefined : t`With the fields that Rapport proposes; you choose them in the next step.`}>
      <div aria-live="polite" className="grid grid-cols-2 gap-4 sm:grid-cols-4">
        <Stat label={t`Rows`} value={number(counts.rows)} />
        <Stat label={t`Known already`} value={number(counts.found)} tone={counts.found > 0 ? 'good' : undefined} />
        <Stat label={t`New`} value={number(counts.new)} />
        <Stat label={t`Fit several records`} value={number(counts.several)} tone={counts.several > 0 ? 'warn' : undefined} />
      </div>
      {shown.length > 0 && (
        <ul aria-label={t`Five of them`} className="mt-4 divide-y divide-line border-t border-line text-sm">
          {shown.map((row, index) => (
            <Met key={index} row={row} object={object} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** A row, and the record or records that it fits. */
function Met({ row, object }: { row: TriedRow; object: ObjectDefinition }) {
  const title = object.fields.find((field) => field.name === object.title_field);
  const ids = row.match?.records.slice(0, SHOWN) ?? [];
  const { t } = useLingui();
  const words = { several: t`fits several`, found: t`known`, new: t`new` };
  const tones = { several: 'warn', found: 'good', new: 'neutral' } as const;
  const outcome = row.match?.outcome ?? 'new';
  const records = useQueries({ queries: ids.map((id) => recordQuery(object.name, id)) });
  return (
    <li className="grid gap-x-4 gap-y-1 py-2 sm:grid-cols-[6.5rem_minmax(0,14rem)_1fr]">
      <span>
        <Badge tone={tones[outcome]}>{words[outcome]}</Badge>
      </span>
      <span className="truncate font-medium">{title ? valueText(title, row.values[title.name]) : ''}</span>
      <span className="flex flex-wrap gap-x-3 text-xs">
        {records.map((record, index) => (
          <Link key={ids[index]} to="/records/$object/$id" params={{ object: object.name, id: ids[index] ?? '' }} target="_blank" className="text-accent-ink hover:underline">
            {record.data ? titleOf(record.data, object) : <Trans>Record {ids[index]}</Trans>}
          </Link>
        ))}
      </span>
    </li>
  );
}
