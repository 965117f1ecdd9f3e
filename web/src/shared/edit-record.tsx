import { Trans, useLingui } from '@lingui/react/macro';
import { type InfiniteData, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { FieldDefinition, ObjectDefinition } from '@/api/objects';
import type { RecordPage, RecordRow } from '@/api/records';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { toastDone, toastError } from '@/ui/toast';
import { words } from './locale';
import { changeValue, currentOf } from './meanwhile';
import { Value } from './value';
import { isSame, titleOf } from './value-text';

interface Conflict {
  record: RecordRow;
  current: RecordRow;
  field: FieldDefinition;
  value: unknown;
}

/** Puts a record as it is now into everything that shows it. */
export function showRecord(client: QueryClient, object: string, record: RecordRow) {
  client.setQueryData(['records', object, 'one', record.id], (old: RecordRow | undefined) => (old ? { ...record, expanded: old.expanded, external_ids: record.external_ids ?? old.external_ids } : old));
  client.setQueriesData<InfiniteData<RecordPage>>({ queryKey: ['records', object, 'list'] }, (old) =>
    old && {
      ...old,
      pages: old.pages.map((page) => ({ ...page, items: page.items.map((item) => (item.id === record.id ? { ...item, ...record, expanded: item.expanded } : item)) })),
    },
  );
}

/**
 * Edits single values of records: shown at once, taken back when the server refuses, and where somebody else changed the same value
 * the person decides between both. `dialog` has to be rendered.
 */
export function useEditRecord(object: ObjectDefinition): { edit: (record: RecordRow, field: FieldDefinition, value: unknown) => void; dialog: ReactNode } {
  const { t } = useLingui();
  const client = useQueryClient();
  const [conflict, setConflict] = useState<Conflict>();
  /** A record that others changed may stand in other lists than the one it is seen in. */
  const readLists = () => void client.invalidateQueries({ queryKey: ['records', object.name, 'list'] });
  const save = async (record: RecordRow, field: FieldDefinition, value: unknown, isUndo = false) => {
    if (isSame(record[field.name], value)) return;
    showRecord(client, object.name, { ...record, [field.name]: value });
    try {
      const saved = await changeValue(object.name, record, field.name, value);
      showRecord(client, object.name, saved);
      void client.invalidateQueries({ queryKey: ['records', object.name, 'one', record.id] });
      if (!isUndo) {
        toastDone(t`${words(field.label)} saved`, { label: t`Undo`, run: () => void save(saved, field, record[field.name] ?? null, true) });
      }
    } catch (error) {
      const current = currentOf(error);
      showRecord(client, object.name, current ?? record);
      if (!current) return toastError(error);
      readLists();
      setConflict({ record, current, field, value });
    }
  };
  const dialog = conflict && (
    <ConflictDialog
      object={object}
      conflict={conflict}
      onClose={() => setConflict(undefined)}
      onMine={() => {
        setConflict(undefined);
        void save(conflict.current, conflict.field, conflict.value).then(readLists);
      }}
    />
  );
  return { edit: (record, field, value) => void save(record, field, value), dialog };
}

function ConflictDialog({ object, conflict, onClose, onMine }: { object: ObjectDefinition; conflict: Conflict; onClose: () => void; onMine: () => void }) {
  const { t } = useLingui();
  const { record, current, field, value } = conflict;
  const sides = [
    { key: 'before', label: t`When you began`, value: record[field.name] },
    { key: 'now', label: t`Now, by somebody else`, value: current[field.name] },
    { key: 'mine', label: t`Yours`, value },
  ];
  return (
    <Dialog
      title={t`Somebody else changed this record meanwhile`}
      about={t`${titleOf(current, object)} was changed after you opened it. Nothing is lost: choose the value that stays.`}
      onClose={onClose}
      cancel={t`Keep theirs`}
      action={
        <Button look="primary" onClick={onMine} autoFocus>
          <Trans>Use mine</Trans>
        </Button>
      }
    >
      <p className="mb-2 text-xs font-medium text-soft">{words(field.label)}</p>
      <dl className="grid gap-2 sm:grid-cols-3">
        {sides.map((side) => (
          <div key={side.key} className="rounded-md border border-line p-3">
            <dt className="text-xs text-faint">{side.label}</dt>
            <dd className="mt-1 text-sm break-words">
              <Value field={field} value={side.value} plain />
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
