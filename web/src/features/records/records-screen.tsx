import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Inbox, Plus, SearchX } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { type FieldDefinition, liveFields, type ObjectDefinition, useObject } from '@/api/objects';
import { type RecordRow, recordsQuery } from '@/api/records';
import { summaryQuery } from '@/api/summary';
import { useEditRecord } from '@/shared/edit-record';
import { number } from '@/shared/format';
import { words, wordsInside } from '@/shared/locale';
import { useIsPhone } from '@/shared/use-is-phone';
import { useRights } from '@/shared/use-rights';
import { Button, buttonClasses } from '@/ui/button';
import { Page } from '@/ui/page';
import { Empty, ErrorState, SkeletonLines } from '@/ui/states';
import { Board } from './components/board';
import { BulkBar } from './components/bulk-bar';
import { CreateDialog } from './components/create-dialog';
import { ListBar } from './components/list-bar';
import { RecordList } from './components/record-list';
import { RecordTable } from './components/record-table';
import { UndoLine } from './components/undo-line';
import { type Condition, filterOf } from '@/shared/conditions';
import { columnsAtFirst, fieldsOf, nextSort } from './model/layout';
import { totalOf } from './model/total';
import { useListLayout } from './model/use-list-layout';

const route = getRouteApi('/app/records/$object');

export interface RecordsSearch {
  where?: Condition[];
  sort?: string;
  columns?: string[];
  as?: 'table' | 'board';
  state?: 'deleted';
  view?: string;
  new?: boolean;
}

export function RecordsScreen() {
  const { object: name } = route.useParams();
  const object = useObject(name);
  const { t } = useLingui();
  if (!object || object.archived) return <Empty isScreen icon={<SearchX size={20} />} title={t`There is no such object`} />;
  return <ObjectRecords key={name} object={object} />;
}

function ObjectRecords({ object }: { object: ObjectDefinition }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const rights = useRights(object.name);
  const isPhone = useIsPhone();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  // Records that were selected beyond the rows that are loaded.
  const [gathered, setGathered] = useState<RecordRow[]>([]);
  const { edit, dialog } = useEditRecord(object);
  const layout = useListLayout(object.name);
  const updated = useUpdatedField();
  const columns = search.columns ?? layout.columns ?? columnsAtFirst(object);
  const fields = useMemo(() => fieldsOf(object, columns, updated), [object, columns, updated]);
  const conditions = useMemo(() => search.where ?? [], [search.where]);
  const stage = liveFields(object).find((field) => field.type === 'select' && field.options?.some((option) => option.stage));
  const isBoard = search.as === 'board' && stage !== undefined;
  const references = fields.filter((field) => field.type === 'reference').map((field) => field.name);
  const filter = filterOf(conditions, [...object.fields, updated]);
  const list = { filter, sort: search.sort ?? '-updated_at', expand: references.join(',') || undefined, count: 'estimated' as const, state: search.state };
  const query = useInfiniteQuery({ ...recordsQuery(object.name, list), enabled: !isBoard });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = query;
  const counted = useQuery(summaryQuery).data?.objects.find((each) => each.object === object.name);
  const total = totalOf(query.data && { rows: rows.length, hasMore: hasNextPage, page: query.data.pages[0]?.page }, filter === undefined && search.state === undefined ? counted : undefined);
  const onMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  const chosen = useMemo(() => {
    const known = new Map([...gathered, ...rows].map((row) => [row.id, row]));
    return [...selected].flatMap((id) => known.get(id) ?? []);
  }, [gathered, rows, selected]);
  const choose = (next: ReadonlySet<string>, beyond: RecordRow[] = []) => {
    setSelected(next);
    setGathered(next.size === 0 ? [] : beyond.length > 0 ? beyond : gathered);
  };
  const set = (part: Partial<RecordsSearch>) => {
    choose(new Set());
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  };
  const open = (record: RecordRow) => void navigate({ to: '/records/$object/$id', params: { object: object.name, id: record.id } });
  const create = () => set({ new: true });
  const canWrite = rights.write && search.state !== 'deleted';
  return (
    <Page
      title={words(object.label)}
      layout="fill"
      // The columns of a board are counted each.
      about={isBoard ? undefined : total !== undefined ? <Total {...total} isFiltered={conditions.length > 0} isDeleted={search.state === 'deleted'} /> : <span aria-hidden>&nbsp;</span>}
      actions={
        rights.write && (
          <Button look="primary" icon={<Plus size={15} />} onClick={create}>
            <Trans>New</Trans>
          </Button>
        )
      }
      bar={
        <ListBar
          object={object}
          search={search}
          onSearch={set}
          conditions={conditions}
          columns={fields.map((field) => field.name)}
          onColumns={(next) => {
            layout.setColumns(next);
            set({ columns: undefined });
          }}
          hasBoard={stage !== undefined}
          filter={filter}
          updated={updated}
        />
      }
    >
      <UndoLine object={object.name} />
      {selected.size > 0 && (
        <BulkBar
          object={object}
          records={chosen}
          list={list}
          total={total?.total}
          areAllLoaded={rows.every((row) => selected.has(row.id))}
          onSelectAll={(records) => choose(new Set(records.map((record) => record.id)), records)}
          onDone={() => choose(new Set())}
          isDeleted={search.state === 'deleted'}
          canWrite={rights.write}
        />
      )}
      {isBoard ? (
        <Board object={object} stage={stage} filter={filter} onOpen={open} onMove={edit} canWrite={canWrite} />
      ) : query.error && !query.data ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        <SkeletonLines lines={14} className="gap-5! p-6" />
      ) : rows.length === 0 ? (
        <NoRecords object={object} isFiltered={conditions.length > 0} isDeleted={search.state === 'deleted'} onClear={() => set({ where: undefined })} onCreate={rights.write ? create : undefined} />
      ) : isPhone ? (
        <RecordList object={object} fields={fields} rows={rows} hasMore={hasNextPage} onMore={onMore} />
      ) : (
        <RecordTable
          object={object}
          fields={fields}
          rows={rows}
          total={total?.total}
          hasMore={hasNextPage}
          isLoading={query.isFetching}
          onMore={onMore}
          sort={search.sort ?? '-updated_at'}
          onSort={(column) => set({ sort: nextSort(search.sort, column) })}
          selected={selected}
          onSelect={choose}
          onOpen={open}
          onEdit={edit}
          widths={layout.widths}
          onWidths={layout.setWidths}
          canWrite={canWrite}
        />
      )}
      {search.new && <CreateDialog object={object} onClose={() => set({ new: undefined })} onCreated={open} />}
      {dialog}
    </Page>
  );
}

/** Every record has it; no object defines it. */
function useUpdatedField(): FieldDefinition {
  const { t } = useLingui();
  return useMemo(
    () => ({ name: 'updated_at', label: { en: t`Updated`, zh: t`Updated` }, type: 'datetime', required: false, unique: false, indexed: true, protected: false, sensitive: false, archived: false }),
    [t],
  );
}

function Total({ total, isExact, isFiltered, isDeleted }: { total: number; isExact?: boolean; isFiltered: boolean; isDeleted: boolean }) {
  const count = number(total);
  if (isDeleted) return <Trans>Deleted records: {count}</Trans>;
  if (total === 0 && !isFiltered) return <Trans>none yet</Trans>;
  if (isFiltered) return isExact ? <Trans>{count} fit the filter</Trans> : <Trans>about {count} fit the filter</Trans>;
  return isExact ? <Trans>{count} in all</Trans> : <Trans>about {count} in all</Trans>;
}

interface NoRecordsProps {
  object: ObjectDefinition;
  isFiltered: boolean;
  isDeleted: boolean;
  onClear: () => void;
  onCreate?: () => void;
}

function NoRecords({ object, isFiltered, isDeleted, onClear, onCreate }: NoRecordsProps) {
  const { t } = useLingui();
  const label = wordsInside(object.label);
  if (isFiltered) {
    return (
      <Empty icon={<SearchX size={20} />} title={t`Nothing fits the filter`} action={<Button onClick={onClear}>{t`Clear the filter`}</Button>}>
        <Trans>Take a condition away, or look whether a value is spelled as in your data.</Trans>
      </Empty>
    );
  }
  if (isDeleted) {
    return (
      <Empty icon={<Inbox size={20} />} title={t`Nothing deleted`}>
        <Trans>What somebody deletes is kept here and can be brought back.</Trans>
      </Empty>
    );
  }
  return (
    <Empty
      icon={<Inbox size={20} />}
      title={t`No ${label} yet`}
      action={
        onCreate && (
          <span className="flex flex-wrap justify-center gap-2">
            <Link to="/imports/new" className={buttonClasses()}>
              <Trans>Import a file</Trans>
            </Link>
            <Button look="primary" icon={<Plus size={15} />} onClick={onCreate}>
              <Trans>New</Trans>
            </Button>
          </span>
        )
      }
    >
      <Trans>Connect a system or import a file, and they appear here by themselves. A single one can be written by hand.</Trans>
    </Empty>
  );
}
