import { Trans } from '@lingui/react/macro';
import { type FormEvent, useState } from 'react';
import type { FieldDefinition } from '@/api/objects';
import { Button } from '@/ui/button';
import { Field } from '@/ui/form';
import { Keys } from '@/ui/keys';
import { words } from './locale';
import { ValueEditor } from './value-editor';

/** Edits one value on a small surface; Enter saves, except in long texts. */
export function EditValue({ field, value, onSave, onClose }: { field: FieldDefinition; value: unknown; onSave: (value: unknown) => void; onClose: () => void }) {
  const [draft, setDraft] = useState(value);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave(draft);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <Field label={words(field.label)}>
        <ValueEditor field={field} value={draft} onChange={setDraft} autoFocus />
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
  );
}
