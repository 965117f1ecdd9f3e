import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { GitMerge, Pencil, Plus, RotateCcw, Split, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { type ObjectDefinition, useObjects } from '@/api/objects';
import { type RecordRow, timelineQuery } from '@/api/records';
import type { Change } from '@/api/runs';
import { Deltas } from '@/shared/deltas';
import { words } from '@/shared/locale';
import { ObjectIcon } from '@/shared/object-icon';
import { useActor } from '@/shared/origin';
import { Time } from '@/shared/time';
import { Value } from '@/shared/value';
import { isEmpty, titleOf } from '@/shared/value-text';
import { Answered, MoreRows } from '@/ui/answered';
import { Empty } from '@/ui/states';

const FIELDS_SHOWN = 4;

/** One stream of what happened: changes of the record, and what refers to it, such as orders and calls. */
export function Timeline({ object, record }: { object: ObjectDefinition; record: RecordRow }) {
  const { t } = useLingui();
  const objects = useObjects();
  const query = useInfiniteQuery(timelineQuery(object.name, record.id));
  const items = query.data?.pages.flatMap((page) => page.items);
  if (!items) return <Answered query={query}>{null}</Answered>;
  if (items.length === 0) return <Empty title={t`Nothing happened yet`} />;
  return (
    <section aria-label={t`Timeline`}>
      <h2 className="mb-3 text-2xs font-medium text-faint">
        <Trans>Timeline</Trans>
      </h2>
      <ol className="relative flex flex-col gap-4 before:absolute before:top-2 before:bottom-2 before:left-3 before:w-px before:bg-line">
        {items.map((item) => {
          if (item.kind === 'change' && item.change) return <ChangeItem key={`c${item.change.seq}`} object={object} change={item.change} />;
          const related = objects.find((candidate) => candidate.name === item.object);
          const other = item.record as RecordRow | undefined;
          if (!related || !other) return null;
          return <RelatedItem key={`r${related.name} ${other.id}`} object={related} record={other} at={item.at} />;
        })}
      </ol>
      <MoreRows query={query} className="border-0!" />
    </section>
  );
}

function Line({ icon, children, at }: { icon: ReactNode; children: ReactNode; at: string }) {
  return (
    <li className="relative flex gap-3">
      <span className="z-10 grid size-6 shrink-0 place-items-center rounded-full border border-line bg-panel text-faint">{icon}</span>
      <div className="min-w-0 flex-1 pt-0.5 text-sm">{children}</div>
      <Time at={at} className="shrink-0 pt-0.5 text-xs text-faint" />
    </li>
  );
}

function RelatedItem({ object, record, at }: { object: ObjectDefinition; record: RecordRow; at: string }) {
  const facts = object.fields.filter((field) => !field.archived && ['select', 'money', 'text'].includes(field.type) && field.name !== object.title_field && !isEmpty(record[field.name]));
  return (
    <Line icon={<ObjectIcon object={object.name} size={13} />} at={at}>
      <p>
        <span className="text-soft">{words(object.label)}</span>{' '}
        <Link to="/records/$object/$id" params={{ object: object.name, id: record.id }} className="font-medium hover:underline">
          {titleOf(record, object)}
        </Link>
      </p>
      <p className="mt-0.5 flex flex-wrap gap-x-3 gap-y-1 text-xs text-soft">
        {facts.slice(0, FIELDS_SHOWN).map((field) => (
          <span key={field.name}>
            <Value field={field} value={record[field.name]} plain />
          </span>
        ))}
      </p>
    </Line>
  );
}

const icons: Record<Change['op'], ReactNode> = {
  create: <Plus size={13} />,
  update: <Pencil size={13} />,
  delete: <Trash2 size={13} />,
  restore: <RotateCcw size={13} />,
  merge: <GitMerge size={13} />,
  merged: <GitMerge size={13} />,
  unmerge: <Split size={13} />,
  unmerged: <Split size={13} />,
};

function ChangeItem({ object, change }: { object: ObjectDefinition; change: Change }) {
  const { t } = useLingui();
  const actor = useActor();
  const absorbed = change.absorbed?.length ?? 0;
  const givenBack = change.given_back?.length ?? 0;
  const titles: Record<Change['op'], string> = {
    create: t`Created`,
    update: t`Changed`,
    delete: t`Deleted`,
    restore: t`Brought back`,
    merge: t`${plural(absorbed, { one: 'Merged with # other', other: 'Merged with # others' })}`,
    merged: t`Merged into another record`,
    unmerge: t`Merge undone: ${givenBack} given back`,
    unmerged: t`Merge undone`,
  };
  const run = change.actor.startsWith('run:') ? change.actor.slice(4) : undefined;
  return (
    <Line icon={icons[change.op]} at={change.at}>
      <p>
        <span className="font-medium">{titles[change.op]}</span>{' '}
        <span className="text-soft">
          <Trans context="timeline">
            by{' '}
            {run ? (
              <Link to="/runs/$id" params={{ id: run }} className="underline decoration-edge/60 hover:text-ink">
                {actor(change.actor)}
              </Link>
            ) : (
              actor(change.actor)
            )}
          </Trans>
        </span>
      </p>
      {change.op !== 'create' && (
        <div className="mt-1">
          {change.op === 'update' && Object.keys(change.fields).length === 0 ? (
            <p className="text-xs text-soft">
              <Trans>Linked with another system; no value changed.</Trans>
            </p>
          ) : (
            <Deltas object={object} fields={change.fields} />
          )}
        </div>
      )}
    </Line>
  );
}
