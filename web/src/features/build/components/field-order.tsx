import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ArrowDown, ArrowUp, GripVertical } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { objectsQuery, type ObjectDefinition } from '@/api/objects';
import { changeObject } from '@/api/schema-changes';
import { words } from '@/shared/locale';
import { IconButton } from '@/ui/button';
import { toastError } from '@/ui/toast';

/** The order of an object's fields, in which forms and records show them; it holds at once, and is put back where the server refuses. */
export function useFieldOrder(object: ObjectDefinition) {
  const client = useQueryClient();
  const [dragged, setDragged] = useState<string>();
  const names = object.fields.map((field) => field.name);
  const save = useMutation({
    mutationFn: (order: string[]) => changeObject(object.name, { field_order: order }),
    onMutate: (order) =>
      client.setQueryData(objectsQuery.queryKey, (objects) =>
        objects?.map((each) => (each.name === object.name ? { ...each, fields: order.flatMap((name) => each.fields.find((field) => field.name === name) ?? []) } : each)),
      ),
    onError: toastError,
    onSettled: () => client.invalidateQueries({ queryKey: objectsQuery.queryKey }),
  });
  const move = (name: string, to: number) => {
    const order = names.filter((each) => each !== name);
    order.splice(Math.max(0, to), 0, name);
    if (order.join() !== names.join()) save.mutate(order);
  };
  return {
    /** For the handle of a row. */
    handle: (name: string) => ({
      draggable: true,
      onDragStart: (event: DragEvent) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', name);
        setDragged(name);
      },
      onDragEnd: () => setDragged(undefined),
    }),
    /** For the row something is dropped on. */
    place: (name: string) => ({
      onDragOver: (event: DragEvent) => {
        if (dragged && dragged !== name) event.preventDefault();
      },
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        if (dragged) move(dragged, names.indexOf(name));
        setDragged(undefined);
      },
    }),
    step: (name: string, by: number) => move(name, names.indexOf(name) + by),
  };
}

type FieldOrder = ReturnType<typeof useFieldOrder>;

/** Drags a field to another place. */
export function OrderHandle({ name, order }: { name: string; order: FieldOrder }) {
  return (
    <span {...order.handle(name)} className="-mx-2 block w-fit cursor-grab p-1 text-faint active:cursor-grabbing" aria-hidden>
      <GripVertical size={14} />
    </span>
  );
}

/** Moves a field without dragging; seen where its row is pointed at, or by keyboard. */
export function OrderArrows({ object, name, order }: { object: ObjectDefinition; name: string; order: FieldOrder }) {
  const { t } = useLingui();
  const label = words(object.fields.find((field) => field.name === name)?.label) || name;
  const stay = (act: () => void) => (event: { stopPropagation: () => void }) => {
    event.stopPropagation();
    act();
  };
  return (
    <span className="flex justify-end [&_button]:opacity-0 [&_button:focus-visible]:opacity-100 [tr:hover_&_button]:opacity-100">
      <IconButton size="small" label={t`Move ${label} up`} onClick={stay(() => order.step(name, -1))}>
        <ArrowUp size={12} />
      </IconButton>
      <IconButton size="small" label={t`Move ${label} down`} onClick={stay(() => order.step(name, 1))}>
        <ArrowDown size={12} />
      </IconButton>
    </span>
  );
}
