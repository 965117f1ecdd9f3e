import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Schemas } from '@/api/client';
import type { FieldDefinition, ObjectDefinition } from '@/api/objects';
import { historyQuery, type RecordRow } from '@/api/records';
import { words } from '@/shared/locale';
import { useActor, useOrigin, useRule } from '@/shared/origin';
import { SourceMark } from '@/shared/source-mark';
import { Time } from '@/shared/time';
import { Value } from '@/shared/value';
import { Answered } from '@/ui/answered';
import { Button } from '@/ui/button';
import type { FieldLineage } from './fields-panel';

interface FieldStoryProps {
  object: ObjectDefinition;
  record: RecordRow;
  field: FieldDefinition;
  lineage: FieldLineage;
  onRestore?: (value: unknown) => void;
}

const OTHERS_SHOWN = 6;

/** Where a value comes from, what lost against it, and what it was before, with the way back. */
export function FieldStory({ object, record, field, lineage, onRestore }: FieldStoryProps) {
  const { t } = useLingui();
  const origin = useOrigin();
  const rule = useRule();
  const actor = useActor();
  const history = useInfiniteQuery(historyQuery(object.name, record.id));
  const changes = (history.data?.pages.flatMap((page) => page.items) ?? []).filter((change) => field.name in change.fields);
  const others = lineage.others as { value: unknown; origin: Schemas['Origin'] }[];
  return (
    <div className="flex flex-col gap-4 text-sm">
      <section>
        <p className="text-xs text-faint">{words(field.label)}</p>
        <p className="mt-0.5 font-medium break-words">
          <Value field={field} value={lineage.value} plain />
        </p>
        <p className="mt-1.5 flex flex-wrap items-center gap-1.5 text-xs text-soft">
          {lineage.origin.kind === 'source' && <SourceMark name={lineage.origin.source ?? '?'} />}
          {origin(lineage.origin)}
          {lineage.origin.external_id && <code className="font-mono text-2xs">{lineage.origin.external_id}</code>}
          {lineage.origin.at && <Time at={lineage.origin.at} />}
        </p>
        <p className="text-xs text-faint">{rule(lineage.rule)}</p>
      </section>
      {others.length > 0 && (
        <section>
          <h3 className="text-xs font-medium text-soft">
            <Trans>Other candidates</Trans>
          </h3>
          <ul className="mt-1 flex flex-col gap-1.5">
            {others.slice(0, OTHERS_SHOWN).map((other, index) => (
              <li key={index} className="flex items-start gap-2">
                <div className="min-w-0 flex-1">
                  <p className="break-words">
                    <Value field={field} value={other.value} plain />
                  </p>
                  <p className="flex flex-wrap items-center gap-1.5 text-xs text-faint">
                    {other.origin.kind === 'source' && <SourceMark name={other.origin.source ?? '?'} size={14} />}
                    {origin(other.origin)} {other.origin.at && <Time at={other.origin.at} />}
                  </p>
                </div>
                {onRestore && (
                  <Button size="small" look="quiet" onClick={() => onRestore(other.value)}>
                    <Trans>Use this</Trans>
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3 className="text-xs font-medium text-soft">
          <Trans>History</Trans>
        </h3>
        <Answered query={history} lines={2} className="mt-2 py-2!">
          <ol className="mt-1 flex flex-col gap-1.5">
            {changes.map((change) => {
              const { old } = change.fields[field.name] ?? {};
              return (
                <li key={change.seq} className="flex items-start gap-2">
                  <div className="min-w-0 flex-1">
                    <p className="break-words">
                      {old === null || old === undefined ? <span className="text-faint">{t`Was empty`}</span> : <Value field={field} value={old} plain />}
                    </p>
                    <p className="text-xs text-faint">
                      <Trans>
                        until <Time at={change.at} />, {actor(change.actor)}
                      </Trans>
                    </p>
                  </div>
                  {onRestore && old !== undefined && old !== null && change.op !== 'create' && (
                    <Button size="small" look="quiet" onClick={() => onRestore(old)}>
                      <Trans>Restore</Trans>
                    </Button>
                  )}
                </li>
              );
            })}
            {changes.length === 0 && !history.hasNextPage && <li className="text-xs text-faint">{t`No changes are kept.`}</li>}
          </ol>
          {history.hasNextPage && (
            <Button size="small" look="quiet" className="mt-1 -ml-2" busy={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
              <Trans>Look further back</Trans>
            </Button>
          )}
        </Answered>
      </section>
    </div>
  );
}
