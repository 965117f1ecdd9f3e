import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import { type ObjectDefinition, useObjects } from '@/api/objects';
import { type Change, type Run, runRecordsQuery } from '@/api/runs';
import { words } from '@/shared/locale';
import { Value } from '@/shared/value';
import { valueText } from '@/shared/value-text';
import { Badge, type Tone } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Panel } from '@/ui/page';
import { ErrorState, SkeletonLines } from '@/ui/states';

const FIELDS_SHOWN = 6;
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
  return (
    <Panel title={t`Changed records`} flush>
      {query.error ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        <SkeletonLines lines={5} className="p-4" />
      ) : changes.length === 0 ? (
        <p className="px-4 pb-4 text-sm text-soft">
          <Trans>This run changed no record here.</Trans>
        </p>
      ) : (
        <ul>
          {changes.map((change) => (
            <ChangeLine key={change.seq} change={change} object={objects.find((object) => object.name === change.object)} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <div className="flex justify-center border-t border-line p-2">
          <Button look="quiet" size="small" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            <Trans>Show more</Trans>
          </Button>
        </div>
      )}
    </Panel>
  );
}

function ChangeLine({ change, object }: { change: Change; object?: ObjectDefinition }) {
  const names = useOperation();
  const fields = Object.entries(change.fields);
  const title = object?.fields.find((field) => field.name === object.title_field);
  const name = title ? valueText(title, change.fields[title.name]?.new) : '';
  return (
    <li className="grid items-start gap-x-4 gap-y-1 border-t border-line px-4 py-2 text-sm sm:grid-cols-[5.5rem_14rem_1fr]">
      <span>
        <Badge tone={tones[change.op]}>{names[change.op]}</Badge>
      </span>
      <Link to="/records/$object/$id" params={{ object: change.object, id: change.record }} className="truncate font-medium hover:underline">
        {name || `#${change.record}`}
      </Link>
      <ul className="flex min-w-0 flex-col gap-0.5 text-xs">
        {fields.slice(0, FIELDS_SHOWN).map(([field, delta]) => {
          const definition = object?.fields.find((candidate) => candidate.name === field);
          if (!definition) return null;
          return (
            <li key={field} className="flex min-w-0 flex-wrap items-center gap-1.5">
              <span className="text-faint">{words(definition.label)}</span>
              {change.op !== 'create' && (
                <>
                  <span className="text-soft line-through decoration-edge/60">
                    <Value field={definition} value={delta.old} plain />
                  </span>
                  <ArrowRight size={11} className="text-faint" aria-hidden />
                </>
              )}
              <span className="min-w-0 break-words">
                <Value field={definition} value={delta.new} plain />
              </span>
            </li>
          );
        })}
        {fields.length > FIELDS_SHOWN && (
          <li className="text-faint">
            <Trans>and {fields.length - FIELDS_SHOWN} more fields</Trans>
          </li>
        )}
      </ul>
    </li>
  );
}
