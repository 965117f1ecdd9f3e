import { Trans } from '@lingui/react/macro';
import { Popover as Radix } from 'radix-ui';
import { type FormEvent, useMemo, useState } from 'react';
import type { FieldDefinition } from '@/api/objects';
import type { RecordRow } from '@/api/records';
import { words } from '@/shared/locale';
import { ValueEditor } from '@/shared/value-editor';
import { Button } from '@/ui/button';
import { Field } from '@/ui/form';
import { Keys } from '@/ui/keys';

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
  const [value, setValue] = useState<unknown>(record[field.name] ?? null);
  const cell = useMemo(() => ({ current: { getBoundingClientRect: () => document.getElementById(anchor)?.getBoundingClientRect() ?? new DOMRect() } }), [anchor]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave(value);
  };
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Anchor virtualRef={cell} />
      <Radix.Portal>
        <Radix.Content align="start" side="bottom" sideOffset={-36} collisionPadding={8} className="appear z-50 w-80 rounded-lg bg-raised p-3 shadow-high" aria-label={words(field.label)}>
          <form onSubmit={submit} className="flex flex-col gap-3">
            <Field label={words(field.label)}>
              <ValueEditor field={field} value={value} onChange={setValue} autoFocus />
            </Field>
            <div className="flex items-center justify-end gap-2">
              <Button size="small" onClick={onClose}>
                <Trans>Cancel</Trans>
              </Button>
              <Button size="small" look="primary" type="submit">
                <Trans>Save</Trans>
                {field.type !== 'long_text' && <span className="ml-1.5 opacity-80"><Keys keys="enter" /></span>}
              </Button>
            </div>
          </form>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
