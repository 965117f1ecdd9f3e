import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { GitMerge, Pencil, RotateCcw, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import type { ObjectDefinition } from '@/api/objects';
import { gatherRecords, type RecordList, type RecordRow } from '@/api/records';
import { number } from '@/shared/format';
import { MergeDialog } from '@/shared/merge-dialog';
import { Button, IconButton } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { toastDone, toastError } from '@/ui/toast';
import { keepBulk, runBatch } from '../model/last-bulk';
import { restoring } from '../model/way-back';
import { BulkEditDialog } from './bulk-edit-dialog';

interface BulkBarProps {
  object: ObjectDefinition;
  /** Those that are selected. */
  records: RecordRow[];
  /** The list that they were selected in, and how many it has where that is known. */
  list: RecordList;
  total?: number;
  /** All that are loaded are selected. */
  areAllLoaded: boolean;
  onSelectAll: (records: RecordRow[]) => void;
  onDone: () => void;
  isDeleted: boolean;
  canWrite: boolean;
}

const MERGE_MAX = 5;
/** So many are changed at once: each of them is shown before. */
const GATHERED_MAX = 10_000;

/** What can be done with the selected records. */
export function BulkBar({ object, records, list, total, areAllLoaded, onSelectAll, onDone, isDeleted, canWrite }: BulkBarProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [open, setOpen] = useState<'edit' | 'delete' | 'merge'>();
  const count = number(records.length);
  const refresh = () => client.invalidateQueries({ queryKey: ['records', object.name] });
  const change = useMutation({
    mutationFn: (op: 'delete' | 'restore') => runBatch(object.name, records.map((seen) => ({ seen, item: { op, id: seen.id, version: op === 'delete' ? seen.version : undefined } }))),
    onSuccess: ({ done, failed, reason, lines }, op) => {
      setOpen(undefined);
      void refresh();
      if (done > 0) toastDone(op === 'delete' ? t`${number(done)} deleted` : t`${number(done)} brought back`);
      if (op === 'delete') keepBulk({ object: object.name, text: t`${number(done)} deleted`, undo: restoring(records, lines) });
      if (failed > 0) toastError(new Error(t`${failed} could not be changed: ${reason ?? ''}`));
      onDone();
    },
    onError: toastError,
  });
  const gather = useMutation({
    mutationFn: () => gatherRecords(object.name, list, GATHERED_MAX),
    onSuccess: (all) => {
      onSelectAll(all.records);
      if (!all.isWhole) toastDone(t`The first ${number(GATHERED_MAX)} are selected: more are not changed at once.`);
    },
    onError: toastError,
  });
  const canSelectMore = areAllLoaded && total !== undefined && total > records.length && records.length < GATHERED_MAX;
  const all = number(total ?? 0);
  return (
    <div role="toolbar" aria-label={t`Selected records`} className="flex flex-wrap items-center gap-2 border-b border-line bg-accent-ground px-4 py-1.5 sm:px-6">
      <span className="mr-2 text-sm font-medium text-accent-ink">
        <Trans>{count} selected</Trans>
      </span>
      {canSelectMore && (
        <Button size="small" look="quiet" busy={gather.isPending} onClick={() => gather.mutate()}>
          <Trans>Select all {all}</Trans>
        </Button>
      )}
      {canWrite && !isDeleted && (
        <>
          <Button size="small" icon={<Pencil size={13} />} onClick={() => setOpen('edit')}>
            <Trans>Edit a field…</Trans>
          </Button>
          {records.length > 1 && records.length <= MERGE_MAX && (
            <Button size="small" icon={<GitMerge size={13} />} onClick={() => setOpen('merge')}>
              <Trans>Merge…</Trans>
            </Button>
          )}
          <Button size="small" look="danger" icon={<Trash2 size={13} />} onClick={() => setOpen('delete')}>
            <Trans>Delete</Trans>
          </Button>
        </>
      )}
      {canWrite && isDeleted && (
        <Button size="small" icon={<RotateCcw size={13} />} busy={change.isPending} onClick={() => change.mutate('restore')}>
          <Trans>Bring back</Trans>
        </Button>
      )}
      <span className="flex-1" />
      <IconButton size="small" label={t`Clear the selection`} onClick={onDone}>
        <X size={14} />
      </IconButton>
      {open === 'edit' && (
        <BulkEditDialog
          object={object}
          records={records}
          onClose={() => setOpen(undefined)}
          onDone={() => {
            setOpen(undefined);
            void refresh();
            onDone();
          }}
        />
      )}
      {open === 'merge' && (
        <MergeDialog
          object={object}
          records={records}
          onClose={() => setOpen(undefined)}
          onMerged={(survivor) => {
            setOpen(undefined);
            onDone();
            void navigate({ to: '/records/$object/$id', params: { object: object.name, id: survivor } });
          }}
        />
      )}
      {open === 'delete' && (
        <Confirm title={t`${plural(records.length, { one: 'Delete # record?', other: 'Delete # records?' })}`} about={t`They leave all lists. They can be brought back under “Deleted records”.`} action={t`Delete`} danger busy={change.isPending} onClose={() => setOpen(undefined)} onConfirm={() => change.mutate('delete')} />
      )}
    </div>
  );
}
