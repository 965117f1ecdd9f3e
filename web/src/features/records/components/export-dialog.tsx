import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { ObjectDefinition } from '@/api/objects';
import { words } from '@/shared/locale';
import { buttonClasses } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field, Segments, Select } from '@/ui/form';

type Format = 'xlsx' | 'csv' | 'jsonl';

interface ExportDialogProps {
  object: ObjectDefinition;
  filter?: string;
  sort?: string;
  columns: string[];
  onClose: () => void;
}

/** The list as it is filtered and ordered, as a file that the server writes while it is downloaded. */
export function ExportDialog({ object, filter, sort, columns, onClose }: ExportDialogProps) {
  const { t } = useLingui();
  const [which, setWhich] = useState<'columns' | 'all'>('columns');
  const [format, setFormat] = useState<Format>('xlsx');
  const query = new URLSearchParams({ format });
  if (filter) query.set('filter', filter);
  if (sort) query.set('sort', sort);
  if (which === 'columns') query.set('fields', columns.filter((name) => name !== 'updated_at').join(','));
  return (
    <Dialog
      title={t`Export ${words(object.label)}`}
      about={t`The list as it is filtered and ordered now, at most 1,000,000 records.`}
      size="small"
      onClose={onClose}
      action={
        <a href={`/api/v1/${object.name}/export?${query}`} download onClick={onClose} className={buttonClasses('primary')}>
          <Trans>Export</Trans>
        </a>
      }
    >
      <div className="flex flex-col gap-4">
        <Segments
          label={t`Fields`}
          value={which}
          onChange={setWhich}
          options={[
            { value: 'columns', label: t`Columns of the list` },
            { value: 'all', label: t`All fields` },
          ]}
        />
        <Field label={t`File`}>
          <Select value={format} onChange={(event) => setFormat(event.target.value as Format)}>
            <option value="xlsx">{t`Spreadsheet (XLSX)`}</option>
            <option value="csv">{t`Text with commas (CSV)`}</option>
            <option value="jsonl">{t`For programs (JSON lines)`}</option>
          </Select>
        </Field>
      </div>
    </Dialog>
  );
}
