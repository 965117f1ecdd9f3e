import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { liveFields, type ObjectDefinition } from '@/api/objects';
import { changeObject } from '@/api/schema-changes';
import { words } from '@/shared/locale';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Checkbox, Field, Input, Select } from '@/ui/form';
import { toastDone, toastError } from '@/ui/toast';

/** Types whose values can stand as the name of a record. */
const NAMING = ['text', 'auto_number', 'email', 'phone', 'person'];

/** What an object is called, which field its records are known by, and whether it is in use. */
export function ObjectDialog({ object, onClose }: { object: ObjectDefinition; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [label, setLabel] = useState(object.label);
  const [title, setTitle] = useState(object.title_field);
  const [isGuarded, setGuarded] = useState(object.if_match_required);
  const refresh = () => client.invalidateQueries({ queryKey: ['objects'] });
  const names = liveFields(object).filter((field) => NAMING.includes(field.type) || field.name === object.title_field);
  const save = useMutation({
    mutationFn: () => changeObject(object.name, { label: { en: label.en.trim() || label.zh.trim(), zh: label.zh.trim() || label.en.trim() }, ...(title === object.title_field ? {} : { title_field: title }), if_match_required: isGuarded }),
    onSuccess: async () => {
      await refresh();
      toastDone(t`The object is saved`);
      onClose();
    },
    onError: toastError,
  });
  const putAway = useMutation({
    mutationFn: () => changeObject(object.name, { archived: true }),
    onSuccess: () => {
      void refresh();
      toastDone(t`${words(object.label)} put away, the records are kept`, { label: t`Undo`, run: () => void changeObject(object.name, { archived: false }).then(refresh, toastError) });
      onClose();
    },
    onError: toastError,
  });
  return (
    <Dialog
      title={t`Change ${words(object.label)}`}
      about={t`The name in the API stays: ${object.name}.`}
      onClose={onClose}
      beside={
        <Button look="danger" busy={putAway.isPending} onClick={() => putAway.mutate()}>
          <Trans>Put away</Trans>
        </Button>
      }
      action={
        <Button look="primary" type="submit" form="change-object" busy={save.isPending} disabled={label.en.trim() === '' && label.zh.trim() === ''}>
          <Trans>Save</Trans>
        </Button>
      }
    >
      <form
        id="change-object"
        className="grid gap-4 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Field label={t`Name of several, in English`}>
          <Input autoFocus maxLength={100} value={label.en} onChange={(event) => setLabel({ ...label, en: event.target.value })} />
        </Field>
        <Field label={t`Name in Chinese`}>
          <Input maxLength={100} value={label.zh} onChange={(event) => setLabel({ ...label, zh: event.target.value })} />
        </Field>
        <Field label={t`Records are known by`} help={t`The value that stands as the title of a record, everywhere.`} className="sm:col-span-2">
          <Select value={title} onChange={(event) => setTitle(event.target.value)}>
            {names.map((field) => (
              <option key={field.name} value={field.name}>
                {words(field.label)}
              </option>
            ))}
          </Select>
        </Field>
        <div className="flex flex-col gap-1 sm:col-span-2">
          <Checkbox checked={isGuarded} onChange={(event) => setGuarded(event.target.checked)}>
            <Trans>Programs must say which version they have read</Trans>
          </Checkbox>
          <p className="pl-6 text-xs text-faint">
            <Trans>The API then changes or deletes a record only with If-Match, so that nothing is overwritten unseen. People and syncs work as before.</Trans>
          </p>
        </div>
      </form>
    </Dialog>
  );
}
