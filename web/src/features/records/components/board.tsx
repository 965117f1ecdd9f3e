import { Trans, useLingui } from '@lingui/react/macro';
import { DndContext, type DragEndEvent, KeyboardSensor, PointerSensor, useDraggable, useDroppable, useSensor, useSensors } from '@dnd-kit/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { GripVertical } from 'lucide-react';
import { type FieldDefinition, liveFields, type ObjectDefinition } from '@/api/objects';
import { type RecordRow, recordsQuery } from '@/api/records';
import { number } from '@/shared/format';
import { words } from '@/shared/locale';
import { Value } from '@/shared/value';
import { isEmpty, titleOf } from '@/shared/value-text';
import { Count } from '@/ui/badge';
import { Button } from '@/ui/button';
import { classes } from '@/ui/classes';
import { ErrorState, Skeleton } from '@/ui/states';

const CARD_FIELDS = 3;
const CARDS_A_PAGE = 50;

interface BoardProps {
  object: ObjectDefinition;
  stage: FieldDefinition;
  filter?: string;
  onOpen: (record: RecordRow) => void;
  onMove: (record: RecordRow, field: FieldDefinition, value: unknown) => void;
  canWrite: boolean;
}

/** Records by stage. A card is dragged, or moved with the keyboard: Space takes it, arrows carry it, Space puts it down. */
export function Board({ object, stage, filter, onMove, canWrite }: BoardProps) {
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 6 } }), useSensor(KeyboardSensor));
  const end = ({ active, over }: DragEndEvent) => {
    const record = active.data.current?.record as RecordRow | undefined;
    if (record && over && record[stage.name] !== over.id) onMove(record, stage, over.id);
  };
  return (
    <DndContext sensors={sensors} onDragEnd={end}>
      <div tabIndex={0} role="group" aria-label={words(stage.label)} className="flex min-h-0 flex-1 gap-3 overflow-x-auto p-4 focus-visible:-outline-offset-2 sm:px-6">
        {stage.options?.map((option) => (
          <BoardColumn key={option.value} object={object} stage={stage} value={option.value} title={words(option.label) || option.value} filter={filter} canWrite={canWrite} />
        ))}
      </div>
    </DndContext>
  );
}

interface BoardColumnProps {
  object: ObjectDefinition;
  stage: FieldDefinition;
  value: string;
  title: string;
  filter?: string;
  canWrite: boolean;
}

function BoardColumn({ object, stage, value, title, filter, canWrite }: BoardColumnProps) {
  const { setNodeRef, isOver } = useDroppable({ id: value });
  const references = liveFields(object).filter((field) => field.type === 'reference').map((field) => field.name);
  const mine = `${stage.name} = "${value.replaceAll('"', '\\"')}"`;
  const query = useInfiniteQuery(recordsQuery(object.name, { filter: filter ? `${mine} AND ${filter}` : mine, sort: '-updated_at', limit: CARDS_A_PAGE, count: 'exact', expand: references.join(',') || undefined }));
  const all = query.data?.pages.flatMap((page) => page.items) ?? [];
  // A card that was just moved is shown where it is now, before the lists are read again.
  const records = all.filter((record) => record[stage.name] === value);
  const count = query.data?.pages[0]?.page.count;
  return (
    <section ref={setNodeRef} aria-label={title} className={classes('flex w-72 shrink-0 flex-col rounded-lg border', isOver ? 'border-accent bg-accent-ground' : 'border-line bg-ground')}>
      <header className="flex items-center gap-2 px-3 py-2 text-sm font-semibold">
        {title}
        {count !== undefined && <Count value={number(count)} />}
      </header>
      <ul className="flex min-h-0 flex-1 flex-col gap-2 overflow-y-auto px-2 pb-2">
        {query.isPending && [0, 1, 2].map((each) => <Skeleton key={each} className="h-20 w-full rounded-md" />)}
        {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
        {records.map((record) => (
          <Card key={record.id} object={object} stage={stage} record={record} canWrite={canWrite} />
        ))}
        {query.data && records.length === 0 && (
          <li className="rounded-md border border-dashed border-line px-3 py-4 text-center text-xs text-faint">
            <Trans>Nothing at this stage</Trans>
          </li>
        )}
        {query.hasNextPage && (
          <Button size="small" look="quiet" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            <Trans>Show more</Trans>
          </Button>
        )}
      </ul>
    </section>
  );
}

function Card({ object, stage, record, canWrite }: { object: ObjectDefinition; stage: FieldDefinition; record: RecordRow; canWrite: boolean }) {
  const { t } = useLingui();
  const { setNodeRef, listeners, attributes, transform, isDragging } = useDraggable({ id: record.id, data: { record }, disabled: !canWrite });
  const fields = liveFields(object).filter((field) => field.name !== object.title_field && field.name !== stage.name && ['reference', 'money', 'date', 'select', 'text'].includes(field.type) && !isEmpty(record[field.name]));
  const style = transform ? { transform: `translate(${transform.x}px, ${transform.y}px)` } : undefined;
  return (
    <li ref={setNodeRef} style={style} className={classes('group relative rounded-md border border-line bg-panel p-3 text-sm shadow-low', isDragging && 'z-30 shadow-high')}>
      <div className="flex items-start gap-1">
        <Link to="/records/$object/$id" params={{ object: object.name, id: record.id }} className="min-w-0 flex-1 font-medium hover:underline">
          {titleOf(record, object)}
        </Link>
        {canWrite && (
          <button type="button" {...listeners} {...attributes} aria-label={t`Move ${titleOf(record, object)}`} className="-mt-0.5 -mr-1 grid size-6 cursor-grab touch-none place-items-center rounded-sm text-faint hover:bg-hover">
            <GripVertical size={14} />
          </button>
        )}
      </div>
      {fields.slice(0, CARD_FIELDS).map((field) => (
        <p key={field.name} className="mt-1 truncate text-xs text-soft" title={words(field.label)}>
          <Value field={field} value={record[field.name]} expanded={record.expanded?.[field.name]} plain />
        </p>
      ))}
    </li>
  );
}
