import { plural } from '@lingui/core/macro';
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { liveFields, type ObjectDefinition } from '@/api/objects';
import type { RecordRow } from '@/api/records';
import { number } from '@/shared/format';
import { words } from '@/shared/locale';
import { Value } from '@/shared/value';
import { isEditable, ValueEditor } from '@/shared/value-editor';
import { isEmpty, isSame, titleOf } from '@/shared/value-text';
import { Button } from '@/ui/button';
import { Combobox } from '@/ui/combobox';
import { Dialog } from '@/ui/dialog';
import { Checkbox, Field } from '@/ui/form';
import { Notice } from '@/ui/states';
import { Table } from '@/ui/table';
import { toastDone, toastError } from '@/ui/toast';
import { keepBulk, runBatch } from '../model/last-bulk';
import { wayBack } from '../model/way-back';

const PREVIEW_ROWS = 50;

/** One value for many records: shows what every record would become before anything is written. */
export function BulkEditDialog({ object, records, onClose, onDone }: { object: ObjectDefinition; records: RecordRow[]; onClose: () => void; onDone: () => void }) {
  const { t } = useLingui();
  const fields = liveFields(object).filter(isEditable);
  const [name, setName] = useState<string>();
  const [value, setValue] = useState<unknown>(null);
  const [onlyEmpty, setOnlyEmpty] = useState(false);
  const field = fields.find((candidate) => candidate.name === name);
  const changing = field ? records.filter((record) => !isSame(record[field.name], value) && (!onlyEmpty || isEmpty(record[field.name]))) : [];
  const apply = useMutation({
    mutationFn: () => runBatch(object.name, changing.map((seen) => ({ seen, item: { op: 'update', id: seen.id, version: seen.version, record: { [name ?? '']: value } } }))),
    onSuccess: ({ done, failed, reason, lines }) => {
      if (done > 0 && field) {
        toastDone(t`${number(done)} changed`);
        keepBulk({ object: object.name, text: t`${words(field.label)} of ${number(done)} changed`, undo: wayBack(changing, lines, field.name) });
      }
      if (failed > 0) toastError(new Error(t`${failed} could not be changed: ${reason ?? ''}`));
      onDone();
    },
    onError: toastError,
  });
  return (
    <Dialog
      title={t`${plural(records.length, { one: 'Edit a field of # record', other: 'Edit a field of # records' })}`}
      size="wide"
      onClose={onClose}
      action={
        <Button look="primary" disabled={changing.length === 0} busy={apply.isPending} onClick={() => apply.mutate()}>
          <Plural value={changing.length} one="Change # record" other="Change # records" />
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t`Field`}>
            <Combobox
              label={t`Field`}
              none={t`Choose a field`}
              value={name}
              choices={fields.map((each) => ({ value: each.name, label: words(each.label), words: `${each.label.en} ${each.label.zh}` }))}
              onChange={(next) => {
                setName(next);
                setValue(null);
              }}
            />
          </Field>
          {field && (
            <Field label={t`New value`} help={isEmpty(value) ? t`Empty: the value is taken away.` : undefined}>
              <ValueEditor field={field} value={value} onChange={setValue} />
            </Field>
          )}
        </div>
        {field && (
          <>
            <Checkbox checked={onlyEmpty} onChange={(event) => setOnlyEmpty(event.target.checked)}>
              <Trans>Only where the field is empty</Trans>
            </Checkbox>
            {changing.length === 0 ? (
              <Notice>
                <Trans>Nothing would change.</Trans>
              </Notice>
            ) : (
              <div className="rounded-md border border-line">
                <Table
                  label={t`What would change`}
                  rows={changing.slice(0, PREVIEW_ROWS)}
                  rowKey={(record) => record.id}
                  columns={[
                    { key: 'record', title: t`Record`, cell: (record) => <span className="font-medium">{titleOf(record, object)}</span> },
                    { key: 'before', title: t`Before`, cell: (record) => <Value field={field} value={record[field.name]} plain /> },
                    { key: 'arrow', title: '', width: '2rem', cell: () => <ArrowRight size={14} className="text-faint" /> },
                    { key: 'after', title: t`After`, cell: () => <Value field={field} value={value} plain /> },
                  ]}
                />
                {changing.length > PREVIEW_ROWS && (
                  <p className="border-t border-line px-3 py-2 text-xs text-faint">
                    <Plural value={changing.length - PREVIEW_ROWS} one="and # more" other="and # more" />
                  </p>
                )}
              </div>
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}
