import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { ApiError } from '@/api/errors';
import { type FieldDefinition, liveFields, type ObjectDefinition } from '@/api/objects';
import { createRecord, type Duplicate, type RecordRow } from '@/api/records';
import { request } from '@/api/client';
import { listed } from '@/shared/format';
import { words } from '@/shared/locale';
import { useDebounced } from '@/shared/use-debounced';
import { isEditable, ValueEditor } from '@/shared/value-editor';
import { isEmpty, titleOf } from '@/shared/value-text';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { errorSentence } from '@/ui/error-words';
import { Field } from '@/ui/form';
import { Notice } from '@/ui/states';
import { toastDone } from '@/ui/toast';

const FIRST_FIELDS = 8;
const TYPING_MS = 400;
const liked = ['name', 'subject', 'kind', 'company', 'customer', 'phone', 'email', 'city', 'stage', 'status', 'priority', 'amount', 'owner', 'due_at', 'closed_on'];

/** A new record by hand: the fields that matter first, and a warning while there is still time that it is known already. */
export function CreateDialog({ object, onClose, onCreated }: { object: ObjectDefinition; onClose: () => void; onCreated: (record: RecordRow) => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [values, setValues] = useState<Record<string, unknown>>({});
  const [showAll, setShowAll] = useState(false);
  const all = liveFields(object).filter((field) => isEditable(field) && field.name !== 'created_at');
  const rank = (field: FieldDefinition) => {
    if (field.name === object.title_field) return -2;
    if (field.required) return -1;
    const place = liked.indexOf(field.name);
    return place === -1 ? liked.length : place;
  };
  const ordered = [...all].sort((one, other) => rank(one) - rank(other));
  const fields = showAll ? ordered : ordered.slice(0, Math.max(FIRST_FIELDS, ordered.filter((field) => field.required).length));
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));
  const create = useMutation({
    mutationFn: () => createRecord(object.name, given),
    onSuccess: (record) => {
      void client.invalidateQueries({ queryKey: ['records', object.name] });
      toastDone(t`${titleOf(record, object)} created`);
      onCreated(record);
    },
  });
  const faults = create.error instanceof ApiError ? create.error.faults : [];
  const faultOf = (name: string) => faults.find((fault) => fault.pointer === `#/${name}` || fault.pointer.startsWith(`#/${name}/`))?.detail;
  const isPlaced = faults.length > 0 && faults.every((fault) => fields.some((field) => fault.pointer.startsWith(`#/${field.name}`)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Dialog
      title={t`New: ${words(object.label)}`}
      onClose={onClose}
      action={
        <Button look="primary" type="submit" form="create-record" busy={create.isPending} disabled={Object.keys(given).length === 0}>
          <Trans>Create</Trans>
        </Button>
      }
    >
      <form id="create-record" onSubmit={submit} className="flex flex-col gap-4">
        <KnownAlready object={object} values={given} />
        <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
          {fields.map((field, index) => (
            <Field key={field.name} label={words(field.label)} required={field.required} error={faultOf(field.name)} className={['long_text', 'address', 'json'].includes(field.type) ? 'sm:col-span-2' : undefined}>
              <ValueEditor field={field} value={values[field.name] ?? null} onChange={(value) => setValues((before) => ({ ...before, [field.name]: value }))} autoFocus={index === 0} />
            </Field>
          ))}
        </div>
        {!showAll && ordered.length > fields.length && (
          <Button look="quiet" size="small" className="self-start" onClick={() => setShowAll(true)}>
            <Trans>Show all fields</Trans>
          </Button>
        )}
        {create.error && !isPlaced && <Notice tone="bad">{errorSentence(create.error)}</Notice>}
      </form>
    </Dialog>
  );
}

/** Asks while typing whether somebody with the same phone, e-mail or code is known. */
function KnownAlready({ object, values }: { object: ObjectDefinition; values: Record<string, unknown> }) {
  const keys = liveFields(object).filter((field) => field.match_key && !isEmpty(values[field.name]));
  const asked = useDebounced(JSON.stringify(Object.fromEntries(keys.map((field) => [field.name, values[field.name]]))), TYPING_MS);
  const { data } = useQuery({
    queryKey: ['records', object.name, 'known', asked],
    queryFn: ({ signal }) => request<{ items: Duplicate[] }>('POST', `/${object.name}/duplicates:find`, { body: { record: JSON.parse(asked) as unknown }, signal }),
    enabled: asked !== '{}',
    retry: false,
  });
  if (!data || data.items.length === 0) return null;
  return (
    <Notice tone="warn">
      <Trans>Known already:</Trans>{' '}
      {data.items.slice(0, 3).map(({ record, matched_by }, index) => (
        <span key={record.id}>
          {index > 0 && ', '}
          <Link to="/records/$object/$id" params={{ object: object.name, id: record.id }} className="font-medium underline">
            {titleOf(record, object)}
          </Link>{' '}
          ({listed(matched_by.map((name) => words(object.fields.find((field) => field.name === name)?.label) || name))})
        </span>
      ))}
    </Notice>
  );
}
