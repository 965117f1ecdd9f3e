import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Copy, GitMerge, MoreHorizontal, RotateCcw, SearchX, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { isStatus } from '@/api/errors';
import { liveFields, type ObjectDefinition, useObject } from '@/api/objects';
import { deleteRecord, duplicatesOfQuery, recordQuery, type RecordRow, restoreRecord } from '@/api/records';
import { Crumb } from '@/shared/crumb';
import { useEditRecord } from '@/shared/edit-record';
import { words } from '@/shared/locale';
import { MergeDialog } from '@/shared/merge-dialog';
import { ObjectIcon } from '@/shared/object-icon';
import { useDrawn } from '@/shared/use-drawn';
import { useIsPhone, useIsWide } from '@/shared/use-is-phone';
import { useRights } from '@/shared/use-rights';
import { titleOf } from '@/shared/value-text';
import { Button, buttonClasses, IconButton } from '@/ui/button';
import { Confirm } from '@/ui/dialog';
import { Menu, MenuItem } from '@/ui/menu';
import { Page } from '@/ui/page';
import { Empty, ErrorState, Notice, SkeletonLines } from '@/ui/states';
import { Tabs } from '@/ui/tabs';
import { toastDone, toastError } from '@/ui/toast';
import { FieldsPanel } from './components/fields-panel';
import { SidePanels } from './components/side-panels';
import { Timeline } from './components/timeline';

const route = getRouteApi('/app/records/$object/$id');

export function RecordScreen() {
  const { object: name, id } = route.useParams();
  const object = useObject(name);
  const { t } = useLingui();
  if (!object) return <Empty icon={<SearchX size={20} />} title={t`There is no such object`} />;
  return <OneRecord key={`${name} ${id}`} object={object} id={id} />;
}

function OneRecord({ object, id }: { object: ObjectDefinition; id: string }) {
  const { t } = useLingui();
  const query = useQuery(recordQuery(object.name, id));
  const back = (
    <Link to="/records/$object" params={{ object: object.name }} className={buttonClasses()}>
      <Trans>Show all: {words(object.label)}</Trans>
    </Link>
  );
  if (query.error) {
    if (isStatus(query.error, 404)) {
      return (
        <Empty icon={<SearchX size={20} />} title={t`This record does not exist any more`} action={back}>
          <Trans>It may have been deleted; deleted records can be brought back from the list.</Trans>
        </Empty>
      );
    }
    return <ErrorState error={query.error} onRetry={() => void query.refetch()} action={back} />;
  }
  const record = query.data;
  if (!record) return <SkeletonLines lines={12} className="p-6" />;
  return <LoadedRecord object={object} record={record} asked={id} />;
}

function LoadedRecord({ object, record, asked }: { object: ObjectDefinition; record: RecordRow; asked: string }) {
  const { t } = useLingui();
  const rights = useRights(object.name);
  const isPhone = useIsPhone();
  const isWide = useIsWide();
  const isDrawn = useDrawn();
  const [tab, setTab] = useState<'fields' | 'timeline' | 'more'>('fields');
  const { edit, dialog } = useEditRecord(object);
  const title = titleOf(record, object);
  const fields = <FieldsPanel object={object} record={record} isDrawn={isDrawn} onEdit={rights.write ? (field, value) => edit(record, field, value) : undefined} />;
  const timeline = isDrawn && <Timeline object={object} record={record} />;
  const side = isDrawn && <SidePanels object={object} record={record} canWrite={rights.write} />;
  return (
    <Page
      tab={title}
      layout="fill"
      above={<Crumb to="/records/$object" params={{ object: object.name }}>{words(object.label)}</Crumb>}
      title={
        <span className="flex items-center gap-2.5">
          <span className="grid size-7 shrink-0 place-items-center rounded-md bg-accent-ground text-accent-ink">
            <ObjectIcon object={object.name} size={16} />
          </span>
          <span className="truncate">{title}</span>
        </span>
      }
      actions={<RecordActions object={object} record={record} canWrite={rights.write} isDrawn={isDrawn} />}
      bar={
        isPhone && (
          <Tabs
            label={t`Parts of the record`}
            value={tab}
            onChange={setTab}
            tabs={[
              { value: 'fields', label: t`Fields` },
              { value: 'timeline', label: t`Timeline` },
              { value: 'more', label: t`Sources and more` },
            ]}
          />
        )
      }
    >
      {asked !== record.id && (
        <div className="px-4 pt-3 sm:px-6">
          <Notice tone="accent">
            <Trans>The record you asked for was merged into this one.</Trans>
          </Notice>
        </div>
      )}
      {isPhone ? (
        <div aria-busy={!isDrawn} className="min-h-0 flex-1 overflow-auto p-4">{{ fields, timeline, more: side }[tab]}</div>
      ) : (
        <div aria-busy={!isDrawn} className="grid min-h-0 flex-1 grid-cols-[minmax(300px,360px)_1fr] overflow-hidden xl:grid-cols-[minmax(320px,380px)_1fr_300px]">
          <div className="overflow-y-auto border-r border-line bg-panel px-4 py-4 sm:px-6">{fields}</div>
          <div className="overflow-y-auto px-6 py-4">
            {timeline}
            {!isWide && <div className="mt-6">{side}</div>}
          </div>
          {isWide && <div className="overflow-y-auto border-l border-line px-4 py-4">{side}</div>}
        </div>
      )}
      {dialog}
    </Page>
  );
}

function RecordActions({ object, record, canWrite, isDrawn }: { object: ObjectDefinition; record: RecordRow; canWrite: boolean; isDrawn: boolean }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = route.useNavigate();
  const [open, setOpen] = useState<'delete' | 'merge'>();
  const hasKeys = liveFields(object).some((field) => field.match_key);
  const duplicates = useQuery({ ...duplicatesOfQuery(object.name, record.id), enabled: hasKeys && isDrawn });
  const others = duplicates.data?.items.filter((item) => item.record.id !== record.id).slice(0, 4) ?? [];
  const remove = useMutation({
    mutationFn: () => deleteRecord(object.name, record.id),
    onSuccess: () => {
      toastDone(t`${titleOf(record, object)} deleted`, {
        label: t`Undo`,
        run: () => void restoreRecord(object.name, record.id).then(() => client.invalidateQueries({ queryKey: ['records', object.name] }), toastError),
      });
      void client.invalidateQueries({ queryKey: ['records', object.name, 'list'] });
      void navigate({ to: '/records/$object', params: { object: object.name } });
    },
    onError: toastError,
  });
  return (
    <>
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
      {open === 'delete' && (
        <Confirm title={t`Delete ${titleOf(record, object)}?`} about={t`It leaves all lists and can be brought back. Other systems are only told if their sync says so.`} action={t`Delete`} danger busy={remove.isPending} onClose={() => setOpen(undefined)} onConfirm={() => remove.mutate()} />
      )}
      {open === 'merge' && <MergeDialog object={object} records={[record, ...others.map((item) => item.record)]} onClose={() => setOpen(undefined)} onMerged={() => setOpen(undefined)} />}
    </>
  );
}
