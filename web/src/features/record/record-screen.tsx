import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { SearchX } from 'lucide-react';
import { useState } from 'react';
import { isStatus } from '@/api/errors';
import { type FieldDefinition, type ObjectDefinition, useObject } from '@/api/objects';
import { recordQuery, type RecordRow } from '@/api/records';
import { Crumb } from '@/shared/crumb';
import { useEditRecord } from '@/shared/edit-record';
import { words } from '@/shared/locale';
import { ObjectIcon } from '@/shared/object-icon';
import { useDrawn } from '@/shared/use-drawn';
import { useIsPhone, useIsWide } from '@/shared/use-is-phone';
import { useRights } from '@/shared/use-rights';
import { titleOf } from '@/shared/value-text';
import { buttonClasses } from '@/ui/button';
import { Page } from '@/ui/page';
import { Empty, ErrorState, Notice, SkeletonLines } from '@/ui/states';
import { Tabs } from '@/ui/tabs';
import { FieldsPanel } from './components/fields-panel';
import { RecordActions } from './components/record-actions';
import { SidePanels } from './components/side-panels';
import { Timeline } from './components/timeline';

const route = getRouteApi('/app/records/$object/$id');

export function RecordScreen() {
  const { object: name, id } = route.useParams();
  const object = useObject(name);
  const { t } = useLingui();
  if (!object) return <Empty isScreen icon={<SearchX size={20} />} title={t`There is no such object`} />;
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
  if (query.error && !query.data) {
    if (isStatus(query.error, 404)) {
      return (
        <Empty isScreen icon={<SearchX size={20} />} title={t`This record does not exist any more`} action={back}>
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
  const change = rights.write ? (field: FieldDefinition, value: unknown) => edit(record, field, value) : undefined;
  const fields = <FieldsPanel object={object} record={record} isDrawn={isDrawn} onEdit={change} />;
  const timeline = isDrawn && <Timeline object={object} record={record} />;
  const side = isDrawn && <SidePanels object={object} record={record} onEdit={change} />;
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
