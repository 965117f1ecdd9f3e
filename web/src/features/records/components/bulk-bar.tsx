import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { GitMerge, Pencil, RotateCcw, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import type { ObjectDefinition } from '@/api/objects';
import { batchRecords, type BatchItem, type RecordRow } from '@/api/records';
import { number } from '@/shared/format';
import { MergeDialog } from '@/shared/merge-dialog';
import { Button, IconButton } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { toastDone, toastError } from '@/ui/toast';
import { BulkEditDialog } from './bulk-edit-dialog';

interface BulkBarProps {
  object: ObjectDefinition;
  records: RecordRow[];
  onDone: () => void;
  isDeleted: boolean;
  canWrite: boolean;
}

const MERGE_MAX = 5;
const BATCH_MAX = 1_000;

/** Sends operations in batches; answers how many succeeded, and the first reason of those that did not. */
export async function runBatch(object: string, items: BatchItem[]): Promise<{ done: number; failed: number; reason?: string }> {
  let done = 0;
  let reason: string | undefined;
  for (let at = 0; at < items.length; at += BATCH_MAX) {
    const { items: results } = await batchRecords(object, items.slice(at, at + BATCH_MAX));
    for (const result of results) {
      if (result.status < 300) done += 1;
      else reason ??= result.problem?.detail ?? result.problem?.title;
    }
  }
  return { done, failed: items.length - done, reason };
}

/** What can be done with the selected records. */
export function BulkBar({ object, records, onDone, isDeleted, canWrite }: BulkBarProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [open, setOpen] = useState<'edit' | 'delete' | 'merge'>();
  const count = number(records.length);
  const refresh = () => client.invalidateQueries({ queryKey: ['records', object.name] });
  const change = useMutation({
    mutationFn: (op: 'delete' | 'restore') => runBatch(object.name, records.map((record) => ({ op, id: record.id, version: op === 'delete' ? record.version : undefined }))),
    onSuccess: ({ done, failed, reason }, op) => {
      setOpen(undefined);
      void refresh();
      const ids = records.map((record) => record.id);
      if (done > 0) {
        toastDone(
          op === 'delete' ? t`${done} deleted` : t`${done} brought back`,
          op === 'delete'
            ? {
                label: t`Undo`,
                run: () => void runBatch(object.name, ids.map((id) => ({ op: 'restore', id }))).then(refresh, toastError),
              }
            : undefined,
        );
      }
      if (failed > 0) toastError(new Error(t`${failed} could not be changed: ${reason ?? ''}`));
      onDone();
    },
    onError: toastError,
  });
  return (
    <div role="toolbar" aria-label={t`Selected records`} className="flex flex-wrap items-center gap-2 border-b border-line bg-accent-ground px-4 py-1.5 sm:px-6">
      <span className="mr-2 text-sm font-medium text-accent-ink">
        <Trans>{count} selected</Trans>
      </span>
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
