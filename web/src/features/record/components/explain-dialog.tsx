import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { liveFields, type ObjectDefinition } from '@/api/objects';
import { lineageQuery, type RecordRow } from '@/api/records';
import { words } from '@/shared/locale';
import { useOrigin, useRule } from '@/shared/origin';
import { SourceMark } from '@/shared/source-mark';
import { Time } from '@/shared/time';
import { Value } from '@/shared/value';
import { isEmpty, titleOf } from '@/shared/value-text';
import { Dialog } from '@/ui/dialog';
import { ErrorState, SkeletonLines } from '@/ui/states';
import type { FieldLineage } from './fields-panel';

const OTHERS_SHOWN = 3;

/** The whole record told at once: each value, who brought it, why it won, and what lost against it. */
export function ExplainDialog({ object, record, onClose }: { object: ObjectDefinition; record: RecordRow; onClose: () => void }) {
  const { t } = useLingui();
  const query = useQuery(lineageQuery(object.name, record.id));
  const fields = liveFields(object).filter((field) => !isEmpty(record[field.name]));
  return (
    <Dialog side title={t`Why ${titleOf(record, object)} looks like this`} about={t`Each value with who brought it, the rule by which it won, and what lost against it.`} onClose={onClose}>
      {query.error ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : !query.data ? (
        <SkeletonLines lines={8} />
      ) : (
        <dl tabIndex={0} className="flex flex-col divide-y divide-line">
          {fields.map((field) => {
            const lineage = query.data.fields[field.name];
            return (
              <div key={field.name} className="grid gap-x-4 gap-y-1 py-2.5 text-sm sm:grid-cols-[140px_1fr]">
                <dt className="text-xs text-faint sm:pt-0.5">{words(field.label)}</dt>
                <dd className="min-w-0 break-words">
                  <Value field={field} value={record[field.name]} plain />
                  {lineage && <Why lineage={lineage} />}
                  {lineage && lineage.others.length > 0 && (
                    <p className="mt-0.5 text-xs text-faint">
                      <Trans>Lost against it:</Trans>{' '}
                      {(lineage.others as { value: unknown; origin: FieldLineage['origin'] }[]).slice(0, OTHERS_SHOWN).map((other, index) => (
                        <span key={index}>
                          {index > 0 && ' · '}
                          <Value field={field} value={other.value} plain /> ({other.origin.source ?? t`by hand`})
                        </span>
                      ))}
                    </p>
                  )}
                </dd>
              </div>
            );
          })}
        </dl>
      )}
    </Dialog>
  );
}

function Why({ lineage }: { lineage: FieldLineage }) {
  const origin = useOrigin();
  const rule = useRule();
  return (
    <p className="mt-0.5 flex flex-wrap items-center gap-1.5 text-xs text-soft">
      {lineage.origin.kind === 'source' && <SourceMark name={lineage.origin.source ?? '?'} size={14} />}
      {origin(lineage.origin)}
      {lineage.origin.at && <Time at={lineage.origin.at} />}
      <span className="text-faint before:content-['·_'] max-sm:w-full max-sm:before:content-none">{rule(lineage.rule)}</span>
    </p>
  );
}
