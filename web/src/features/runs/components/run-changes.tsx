import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { request } from '@/api/client';
import { type ObjectDefinition, useObjects } from '@/api/objects';
import type { RecordPage } from '@/api/records';
import { type Change, type Run, runRecordsQuery } from '@/api/runs';
import { Deltas } from '@/shared/deltas';
import { titleOf, valueText } from '@/shared/value-text';
import { Answered, MoreRows } from '@/ui/answered';
import { Badge, type Tone } from '@/ui/badge';
import { Panel } from '@/ui/page';

const NAMED_A_CALL = 100;

/** What the records are called now: the log keeps no values of creations. */
function useNames(changes: Change[], objects: ObjectDefinition[]): Map<string, string> {
  const object = objects.find((each) => each.name === changes[0]?.object);
  const ids = [...new Set(changes.filter((change) => change.object === object?.name).map((change) => change.record))];
  const groups = Array.from({ length: Math.ceil(ids.length / NAMED_A_CALL) }, (_, index) => ids.slice(index * NAMED_A_CALL, (index + 1) * NAMED_A_CALL));
  return useQueries({
    queries: groups.map((group) => ({
      queryKey: ['records', object?.name ?? '', 'names', group],
      queryFn: ({ signal }: { signal: AbortSignal }) => request<RecordPage>('GET', `/${object?.name ?? ''}`, { query: { filter: `id IN (${group.map((id) => `"${id}"`).join(', ')})`, limit: NAMED_A_CALL }, signal }),
      enabled: object !== undefined,
      staleTime: 60_000,
    })),
    combine: (results) => new Map(results.flatMap((result) => result.data?.items ?? []).map((record) => [record.id, titleOf(record, object)])),
  });
}

const tones: Record<Change['op'], Tone> = { create: 'good', update: 'accent', delete: 'bad', restore: 'good', merge: 'accent', merged: 'neutral', unmerge: 'accent', unmerged: 'neutral' };

export function useOperation(): Record<Change['op'], string> {
  const { t } = useLingui();
  return { create: t`new`, update: t`changed`, delete: t`deleted`, restore: t`brought back`, merge: t`merged`, merged: t`merged away`, unmerge: t`merge undone`, unmerged: t`given back` };
}

/** Record by record, what the run changed. */
export function RunChanges({ run }: { run: Run }) {
  const { t } = useLingui();
  const query = useInfiniteQuery(runRecordsQuery(run.id));
  const objects = useObjects();
  const changes = query.data?.pages.flatMap((page) => page.items) ?? [];
  const names = useNames(changes, objects);
  return (
    <Panel title={t`Changed records`} flush>
      <Answered
        query={query}
        lines={5}
        className="p-4"
        empty={
          changes.length === 0 && (
            <p className="px-4 pb-4 text-sm text-soft">
              <Trans>This run changed no record here.</Trans>
            </p>
          )
        }
      >
        <ul>
          {changes.map((change) => (
            <ChangeLine key={change.seq} change={change} known={names.get(change.record)} object={objects.find((object) => object.name === change.object)} />
          ))}
        </ul>
      </Answered>
      <MoreRows query={query} />
    </Panel>
  );
}

function ChangeLine({ change, object, known }: { change: Change; object?: ObjectDefinition; known?: string }) {
  const names = useOperation();
  const title = object?.fields.find((field) => field.name === object.title_field);
  const name = (title ? valueText(title, change.fields[title.name]?.new) : '') || known;
  return (
    <li className="grid items-start gap-x-4 gap-y-1 border-t border-line px-4 py-2 text-sm sm:grid-cols-[5.5rem_14rem_1fr]">
      <span>
        <Badge tone={tones[change.op]}>{names[change.op]}</Badge>
      </span>
      <Link to="/records/$object/$id" params={{ object: change.object, id: change.record }} className="truncate font-medium hover:underline">
        {name || `#${change.record}`}
      </Link>
      {change.op === 'update' && Object.keys(change.fields).length === 0 ? (
        <span className="text-xs text-faint">
          <Trans>linked with another system; no value changed</Trans>
        </span>
      ) : (
        <Deltas object={object} fields={change.fields} isNew={change.op === 'create'} />
      )}
    </li>
  );
}
