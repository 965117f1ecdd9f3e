import { Trans, useLingui } from '@lingui/react/macro';
import { type Active, DndContext, type DragEndEvent, DragOverlay, KeyboardSensor, PointerSensor, useDraggable, useDroppable, useSensor, useSensors } from '@dnd-kit/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { GripVertical } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { type FieldDefinition, liveFields, type ObjectDefinition } from '@/api/objects';
import { type RecordList, type RecordRow, recordsQuery } from '@/api/records';
import { number } from '@/shared/format';
import { words } from '@/shared/locale';
import { Value } from '@/shared/value';
import { isEmpty, optionLabel, titleOf } from '@/shared/value-text';
import { Count } from '@/ui/badge';
import { Button } from '@/ui/button';
import { classes } from '@/ui/classes';
import { ErrorState, Skeleton } from '@/ui/states';
import { byColumn, columnFilter, columnOf, NO_STAGE, stageIn } from '../model/board-columns';
import { showArrived } from '../model/show-arrived';
import { useBoardSpeech } from '../model/use-board-speech';

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
  const { t } = useLingui();
  const client = useQueryClient();
  const [carried, setCarried] = useState<RecordRow>();
  const [moved, setMoved] = useState<string>();
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 6 } }), useSensor(KeyboardSensor, { coordinateGetter: byColumn, scrollBehavior: 'auto' }));
  const columns = [NO_STAGE, ...(stage.options?.map((option) => option.value) ?? [])];
  const nameOf = (column: string) => (column === NO_STAGE ? t`Without a stage` : optionLabel(stage, column));
  const accessibility = useBoardSpeech(object, nameOf);
  const recordOf = ({ active }: { active: Active }) => active.data.current?.record as RecordRow | undefined;
  const end = (event: DragEndEvent) => {
    setCarried(undefined);
    const record = recordOf(event);
    const column = event.over && String(event.over.id);
    if (!record || column === null || columnOf(record[stage.name]) === column) return;
    // Whoever moved it by keyboard goes on from the card, which then stands in another list.
    setMoved(event.activatorEvent instanceof KeyboardEvent ? record.id : undefined);
    showArrived(client, object.name, columnList(object, stage, column, filter), record);
    onMove(record, stage, stageIn(column));
  };
  return (
    <DndContext sensors={sensors} accessibility={accessibility} onDragStart={(event) => setCarried(recordOf(event))} onDragCancel={() => setCarried(undefined)} onDragEnd={end}>
      <div tabIndex={0} role="group" aria-label={words(stage.label)} className="flex min-h-0 flex-1 gap-3 overflow-x-auto p-4 focus-visible:-outline-offset-2 sm:px-6">
        {columns.map((column) => (
          <BoardColumn key={column} object={object} stage={stage} column={column} title={nameOf(column)} filter={filter} canWrite={canWrite} moved={moved} />
        ))}
      </div>
      {/* Above the board: inside of its column a card would be cut off at the edge. */}
      <DragOverlay dropAnimation={null}>
        {carried && (
          <div className="rounded-md border border-accent bg-panel p-3 text-sm shadow-high">
            <CardFace object={object} stage={stage} record={carried} title={<span className="font-medium">{titleOf(carried, object)}</span>} handle={<GripVertical size={14} className="text-faint" />} />
          </div>
        )}
      </DragOverlay>
    </DndContext>
  );
}

/** The list of the cards of one column. */
function columnList(object: ObjectDefinition, stage: FieldDefinition, column: string, filter: string | undefined): RecordList {
  const references = liveFields(object).filter((field) => field.type === 'reference').map((field) => field.name);
  const mine = columnFilter(stage, column);
  return { filter: filter ? `${mine} AND ${filter}` : mine, sort: '-updated_at', limit: CARDS_A_PAGE, count: 'exact', expand: references.join(',') || undefined };
}

interface BoardColumnProps {
  object: ObjectDefinition;
  stage: FieldDefinition;
  column: string;
  title: string;
  filter?: string;
  canWrite: boolean;
  /** The card that was moved last and takes the focus where it is now. */
  moved?: string;
}

function BoardColumn({ object, stage, column, title, filter, canWrite, moved }: BoardColumnProps) {
  const isNone = column === NO_STAGE;
  const { setNodeRef, isOver } = useDroppable({ id: column, disabled: isNone && stage.required });
  const query = useInfiniteQuery(recordsQuery(object.name, columnList(object, stage, column, filter)));
  const all = query.data?.pages.flatMap((page) => page.items) ?? [];
  // A card that was just moved is in the lists of both columns until they are read again, and stands in the one of its stage: the new
  // one, or the old one after the server has refused.
  const records = all.filter((record) => columnOf(record[stage.name]) === column);
  const counted = query.data?.pages[0]?.page.count;
  const count = counted === undefined ? undefined : counted - (all.length - records.length);
  // Only where something is in it: most boards have no record without a stage.
  if (isNone && !count) return null;
  return (
    <section ref={setNodeRef} aria-label={title} className={classes('flex w-72 shrink-0 flex-col rounded-lg border', isOver ? 'border-accent bg-accent-ground' : 'border-line bg-ground')}>
      <header className="flex items-center gap-2 px-3 py-2 text-sm font-semibold">
        {title}
        {count !== undefined && <Count value={number(count)} />}
      </header>
      <ul className="flex min-h-0 flex-1 flex-col gap-2 overflow-y-auto px-2 pb-2">
        {query.isPending && [0, 1, 2].map((each) => <Skeleton key={each} className="h-20 w-full rounded-md" />)}
        {query.error && !query.data && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
        {records.map((record) => (
          <Card key={record.id} object={object} stage={stage} record={record} canWrite={canWrite} isMoved={record.id === moved} />
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

interface CardFaceProps {
  object: ObjectDefinition;
  stage: FieldDefinition;
  record: RecordRow;
  title: ReactNode;
  handle: ReactNode;
}

/** What stands on a card, wherever it is. */
function CardFace({ object, stage, record, title, handle }: CardFaceProps) {
  const fields = liveFields(object).filter((field) => field.name !== object.title_field && field.name !== stage.name && ['reference', 'money', 'date', 'select', 'text'].includes(field.type) && !isEmpty(record[field.name]));
  return (
    <>
      <div className="flex items-start gap-1">
        <span className="min-w-0 flex-1">{title}</span>
        {handle}
      </div>
      {fields.slice(0, CARD_FIELDS).map((field) => (
        <p key={field.name} className="mt-1 truncate text-xs text-soft" title={words(field.label)}>
          <Value field={field} value={record[field.name]} expanded={record.expanded?.[field.name]} plain />
        </p>
      ))}
    </>
  );
}

function Card({ object, stage, record, canWrite, isMoved }: { object: ObjectDefinition; stage: FieldDefinition; record: RecordRow; canWrite: boolean; isMoved: boolean }) {
  const { t } = useLingui();
  const { setNodeRef, setActivatorNodeRef, listeners, attributes, isDragging } = useDraggable({ id: record.id, data: { record }, disabled: !canWrite, attributes: { roleDescription: t`card that can be moved` } });
  const title = (
    <Link to="/records/$object/$id" params={{ object: object.name, id: record.id }} className="font-medium hover:underline">
      {titleOf(record, object)}
    </Link>
  );
  const handle = canWrite && (
    <button ref={setActivatorNodeRef} type="button" {...listeners} {...attributes} autoFocus={isMoved} aria-label={t`Move ${titleOf(record, object)}`} className="-mt-0.5 -mr-1 grid size-6 cursor-grab touch-none place-items-center rounded-sm text-faint hover:bg-hover">
      <GripVertical size={14} />
    </button>
  );
  return (
    <li ref={setNodeRef} className={classes('rounded-md border border-line bg-panel p-3 text-sm shadow-low', isDragging && 'opacity-40')}>
      <CardFace object={object} stage={stage} record={record} title={title} handle={handle} />
    </li>
  );
}
