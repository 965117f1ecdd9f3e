import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { CalendarPlus, Copy, DownloadCloud, GitMerge, MessageCircleQuestion, MoreHorizontal, RotateCcw, Trash2, UploadCloud } from 'lucide-react';
import { useState } from 'react';
import { liveFields, type ObjectDefinition } from '@/api/objects';
import { duplicatesOfQuery, pullRecord, pushRecord, type RecordRow, restoreRecord } from '@/api/records';
import { syncsQuery } from '@/api/syncs';
import { listed } from '@/shared/format';
import { deleteSeen } from '@/shared/meanwhile';
import { MergeDialog } from '@/shared/merge-dialog';
import { titleOf } from '@/shared/value-text';
import { Button, IconButton } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { Menu, MenuItem, MenuLine } from '@/ui/menu';
import { toastDone, toastError } from '@/ui/toast';
import { ExplainDialog } from './explain-dialog';
import { FollowUpDialog, useFollowUpField } from './follow-up-dialog';

const MERGED_AT_ONCE_MAX = 4;

interface RecordActionsProps {
  object: ObjectDefinition;
  record: RecordRow;
  canWrite: boolean;
  /** The record comes first, what can be done with it when it is seen. */
  isDrawn: boolean;
}

/** What can be done with the record as a whole. */
export function RecordActions({ object, record, canWrite, isDrawn }: RecordActionsProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [open, setOpen] = useState<'delete' | 'merge' | 'follow-up' | 'explain'>();
  const hasKeys = liveFields(object).some((field) => field.match_key);
  const duplicates = useQuery({ ...duplicatesOfQuery(object.name, record.id), enabled: hasKeys && isDrawn });
  const others = duplicates.data?.items.filter((item) => item.record.id !== record.id).slice(0, MERGED_AT_ONCE_MAX) ?? [];
  const followUpField = useFollowUpField(object);
  const close = () => setOpen(undefined);
  const remove = useMutation({
    mutationFn: () => deleteSeen(object.name, record),
    onSuccess: () => {
      toastDone(t`${titleOf(record, object)} deleted`, {
        label: t`Undo`,
        run: () => void restoreRecord(object.name, record.id).then(() => client.invalidateQueries({ queryKey: ['records', object.name] }), toastError),
      });
      void client.invalidateQueries({ queryKey: ['records', object.name, 'list'] });
      void navigate({ to: '/records/$object', params: { object: object.name } });
    },
    onError: (error) => {
      toastError(error);
      // Whoever sees what others changed deletes it then or leaves it.
      void client.invalidateQueries({ queryKey: ['records', object.name, 'one', record.id] });
    },
  });
  return (
    <>
      {canWrite && followUpField && (
        <Button icon={<CalendarPlus size={14} />} onClick={() => setOpen('follow-up')}>
          <Trans>Follow up</Trans>
        </Button>
      )}
      {canWrite && others.length > 0 && (
        <Button icon={<GitMerge size={14} />} onClick={() => setOpen('merge')}>
          <Trans>Merge…</Trans>
        </Button>
      )}
      <Menu
        trigger={
          <IconButton label={t`More`}>
            <MoreHorizontal size={16} />
          </IconButton>
        }
      >
        <MenuItem icon={<MessageCircleQuestion size={14} />} onSelect={() => setOpen('explain')}>
          <Trans>Explain…</Trans>
        </MenuItem>
        {canWrite && <SyncItems object={object} record={record} />}
        <MenuItem icon={<Copy size={14} />} onSelect={() => void navigator.clipboard.writeText(location.href).then(() => toastDone(t`Link copied`), toastError)}>
          <Trans>Copy the link</Trans>
        </MenuItem>
        <MenuItem icon={<RotateCcw size={14} />} onSelect={() => void client.invalidateQueries({ queryKey: ['records', object.name, 'one', record.id] })}>
          <Trans>Read again</Trans>
        </MenuItem>
        {canWrite && (
          <MenuItem icon={<Trash2 size={14} />} danger onSelect={() => setOpen('delete')}>
            <Trans>Delete…</Trans>
          </MenuItem>
        )}
      </Menu>
      {open === 'follow-up' && followUpField && <FollowUpDialog object={object} record={record} field={followUpField} onClose={close} />}
      {open === 'explain' && <ExplainDialog object={object} record={record} onClose={close} />}
      {open === 'delete' && (
        <Confirm title={t`Delete ${titleOf(record, object)}?`} about={t`It leaves all lists and can be brought back. Other systems are only told if their sync says so.`} action={t`Delete`} danger busy={remove.isPending} onClose={close} onConfirm={() => remove.mutate()} />
      )}
      {open === 'merge' && <MergeDialog object={object} records={[record, ...others.map((item) => item.record)]} onClose={close} onMerged={close} />}
    </>
  );
}

/** Push and pull, where live syncs carry such records. Known when the menu is opened. */
function SyncItems({ object, record }: { object: ObjectDefinition; record: RecordRow }) {
  const { t } = useLingui();
  const { data } = useQuery(syncsQuery);
  const live = data?.filter((sync) => sync.state === 'live' && sync.definition.object === object.name) ?? [];
  const told = ({ syncs }: { syncs: { name: string }[] }) => {
    const names = listed(syncs.map((sync) => sync.name));
    return toastDone(t`Under way: ${names}`);
  };
  const writes = live.some((sync) => sync.definition.direction !== 'in' && sync.definition.outgoing);
  const reads = live.some((sync) => sync.definition.direction !== 'out');
  return (
    <>
      {writes && (
        <MenuItem icon={<UploadCloud size={14} />} onSelect={() => void pushRecord(object.name, record.id).then(told, toastError)}>
          <Trans>Push now</Trans>
        </MenuItem>
      )}
      {reads && (
        <MenuItem icon={<DownloadCloud size={14} />} onSelect={() => void pullRecord(object.name, record.id).then(told, toastError)}>
          <Trans>Pull now</Trans>
        </MenuItem>
      )}
      <MenuLine />
    </>
  );
}
