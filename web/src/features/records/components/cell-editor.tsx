import { Popover as Radix } from 'radix-ui';
import { useMemo } from 'react';
import type { FieldDefinition } from '@/api/objects';
import type { RecordRow } from '@/api/records';
import { EditValue } from '@/shared/edit-value';
import { words } from '@/shared/locale';

interface CellEditorProps {
  record: RecordRow;
  field: FieldDefinition;
  /** Id of the cell it stands on. */
  anchor: string;
  onSave: (value: unknown) => void;
  onClose: () => void;
}

/** Edits one value of a list, on its cell. */
export function CellEditor({ record, field, anchor, onSave, onClose }: CellEditorProps) {
  const cell = useMemo(() => ({ current: { getBoundingClientRect: () => document.getElementById(anchor)?.getBoundingClientRect() ?? new DOMRect() } }), [anchor]);
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Anchor virtualRef={cell} />
      <Radix.Portal>
        <Radix.Content align="start" side="bottom" sideOffset={-36} collisionPadding={8} className="appear z-50 w-80 rounded-lg bg-raised p-3 shadow-high" aria-label={words(field.label)}>
          <EditValue field={field} value={record[field.name] ?? null} onSave={onSave} onClose={onClose} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
