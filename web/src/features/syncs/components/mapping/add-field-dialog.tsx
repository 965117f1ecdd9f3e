import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ObjectDefinition } from '@/api/objects';
import { createField } from '@/api/schema-changes';
import { apiName } from '@/shared/api-name';
import { words } from '@/shared/locale';
import { type FieldType, useFieldTypes, useTypeWord } from '@/shared/type-words';
import { Button } from '@/ui/button';
import { Combobox } from '@/ui/combobox';
import { Dialog } from '@/ui/dialog';
import { Field, Input, Select } from '@/ui/form';
import { toastDone, toastError } from '@/ui/toast';
import type { SourceColumn } from '../../model/source-columns';

/** Types that need nothing more than a name; the others are made under Objects and fields. */
const TYPES: FieldType[] = ['text', 'long_text', 'integer', 'decimal', 'money', 'boolean', 'date', 'datetime', 'phone', 'email', 'url'];

const fitting: Record<string, FieldType> = { integer: 'integer', decimal: 'decimal', boolean: 'boolean', date: 'date', datetime: 'datetime' };

interface AddFieldDialogProps {
  object: ObjectDefinition;
  /** Columns that no rule reads yet: the field is named after the one that shall feed it. */
  columns: SourceColumn[];
  onClose: () => void;
  onMade: (field: string, column: string | undefined) => void;
}

/** Makes a field of the object without leaving the mapping, and connects it with the column that shall feed it. */
export function AddFieldDialog({ object, columns, onClose, onMade }: AddFieldDialogProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const typeWord = useTypeWord();
  const types = useFieldTypes().filter(([each]) => TYPES.includes(each));
  const [column, setColumn] = useState('');
  const [label, setLabel] = useState('');
  const [name, setName] = useState('');
  const [type, setType] = useState<FieldType>('text');
  const taken = object.fields.some((field) => field.name === name);
  const from = (next: string) => {
    const found = columns.find((each) => each.name === next);
    setColumn(next);
    if (!found) return;
    setLabel(found.label);
    setName(apiName(found.label) || apiName(found.name));
    setType(fitting[found.kind ?? ''] ?? 'text');
  };
  const make = useMutation({
    mutationFn: () => createField(object.name, { name, type, label: { en: label.trim(), zh: label.trim() } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['objects'] });
      toastDone(t`The field is ready`);
      onMade(name, column || undefined);
      onClose();
    },
    onError: toastError,
  });
  const canMake = label.trim() !== '' && name !== '' && !taken;
  return (
    <Dialog
      title={t`New field of ${words(object.label)}`}
      about={t`It is there for everybody at once. Choices, references and rules of a field are set under Objects and fields.`}
      onClose={onClose}
      action={
        <Button look="primary" type="submit" form="add-field" disabled={!canMake} busy={make.isPending}>
          <Trans>Make the field</Trans>
        </Button>
      }
    >
      <form
        id="add-field"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (canMake) make.mutate();
        }}
      >
        <Field label={t`Name`} required>
          <Input
            value={label}
            onChange={(event) => {
              setLabel(event.target.value);
              if (name === '' || name === apiName(label)) setName(apiName(event.target.value));
            }}
          />
        </Field>
        <Field label={t`Fed by (optional)`}>
          <Combobox label={t`Fed by`} none={t`no column`} value={column} choices={columns.map((each) => ({ value: each.name, label: each.label, detail: each.kind && typeWord(each.kind) }))} onChange={from} />
        </Field>
        <Field label={t`Type`}>
          <Select value={type} onChange={(event) => setType(event.target.value as FieldType)}>
            {types.map(([each, name]) => (
              <option key={each} value={each}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t`Name in the API`} required error={taken ? t`There is a field of this name already.` : undefined} help={t`Small letters, digits and _; it cannot be changed later.`}>
          <Input className="font-mono" value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
