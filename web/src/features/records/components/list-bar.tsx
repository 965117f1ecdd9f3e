import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowDownUp, Columns3, Download, Kanban, Rows3, Trash2, MoreHorizontal, X } from 'lucide-react';
import { useState } from 'react';
import { type FieldDefinition, liveFields, type ObjectDefinition } from '@/api/objects';
import { words } from '@/shared/locale';
import { Button, IconButton } from '@/ui/button';
import { Segments, Select } from '@/ui/form';
import { Menu, MenuItem } from '@/ui/menu';
import { Popover } from '@/ui/popover';
import type { Condition } from '@/shared/conditions';
import { FilterBar } from '@/shared/filter-bar';
import type { RecordsSearch } from '../records-screen';
import { ColumnPicker } from './column-picker';
import { ExportDialog } from './export-dialog';
import { ViewsMenu } from './views-menu';

interface ListBarProps {
  object: ObjectDefinition;
  search: RecordsSearch;
  onSearch: (part: Partial<RecordsSearch>) => void;
  conditions: Condition[];
  columns: string[];
  onColumns: (columns: string[] | undefined) => void;
  hasBoard: boolean;
  filter?: string;
  /** When a record was changed last, as a field. */
  updated: FieldDefinition;
}

/** Everything that decides what a list shows, in one line: view, filters, order, columns. */
export function ListBar({ object, search, onSearch, conditions, columns, onColumns, hasBoard, filter, updated }: ListBarProps) {
  const { t } = useLingui();
  const [exporting, setExporting] = useState(false);
  const fields = [...liveFields(object), updated];
  const isBoard = search.as === 'board';
  return (
    <div className="flex flex-wrap items-center gap-1.5 pb-2.5">
      <ViewsMenu object={object} search={search} columns={columns} onSearch={onSearch} />
      <FilterBar fields={fields} conditions={conditions} onChange={(where) => onSearch({ where: where.length === 0 ? undefined : where })} />
      {search.state === 'deleted' && (
        <Button size="small" icon={<X size={14} />} onClick={() => onSearch({ state: undefined })}>
          <Trans>Deleted records</Trans>
        </Button>
      )}
      <span className="flex-1" />
      {hasBoard && (
        <Segments
          label={t`Show as`}
          value={isBoard ? 'board' : 'table'}
          onChange={(as) => onSearch({ as: as === 'board' ? 'board' : undefined })}
          options={[
            { value: 'table', label: <><Rows3 size={13} className="max-sm:hidden" /> {t`List`}</> },
            { value: 'board', label: <><Kanban size={13} className="max-sm:hidden" /> {t`Board`}</> },
          ]}
        />
      )}
      {!isBoard && (
        <>
          <SortPicker object={object} sort={search.sort} onSort={(sort) => onSearch({ sort })} isTight={hasBoard || search.state === 'deleted'} />
          <Popover
            label={t`Columns`}
            align="end"
            className="w-80"
            trigger={
              <Button size="small" look="quiet" icon={<Columns3 size={14} />} className="max-sm:hidden">
                <Trans>Columns</Trans>
              </Button>
            }
          >
            <ColumnPicker object={object} columns={columns} onChange={onColumns} />
          </Popover>
        </>
      )}
      <Menu
        trigger={
          <IconButton size="small" label={t`More`}>
            <MoreHorizontal size={16} />
          </IconButton>
        }
      >
        <MenuItem icon={<Download size={14} />} onSelect={() => setExporting(true)}>
          <Trans>Export…</Trans>
        </MenuItem>
        <MenuItem icon={<Trash2 size={14} />} checked={search.state === 'deleted'} onSelect={() => onSearch({ state: search.state === 'deleted' ? undefined : 'deleted' })}>
          <Trans>Deleted records</Trans>
        </MenuItem>
      </Menu>
      {exporting && <ExportDialog object={object} filter={filter} sort={search.sort} columns={columns} onClose={() => setExporting(false)} />}
    </div>
  );
}

/** `isTight`: on a phone the icon alone stands there. */
function SortPicker({ object, sort, onSort, isTight }: { object: ObjectDefinition; sort?: string; onSort: (sort: string | undefined) => void; isTight: boolean }) {
  const { t } = useLingui();
  const name = sort?.replace(/^-/, '') ?? 'updated_at';
  const isDescending = sort === undefined || sort.startsWith('-');
  const fields = [...liveFields(object).filter((field) => field.type !== 'json' && field.type !== 'multi_select')];
  return (
    <Popover
      label={t`Order`}
      align="end"
      className="w-72"
      trigger={
        <Button size="small" look="quiet" icon={<ArrowDownUp size={14} />} className={isTight ? 'max-sm:[&>span]:sr-only' : undefined}>
          <Trans>Order</Trans>
        </Button>
      }
    >
      <div className="flex flex-col gap-2">
        <Select aria-label={t`Order by`} value={name} onChange={(event) => onSort(isDescending ? `-${event.target.value}` : event.target.value)}>
          <option value="updated_at">{t`Updated`}</option>
          {fields.map((field) => (
            <option key={field.name} value={field.name}>
              {words(field.label)}
            </option>
          ))}
        </Select>
        <Segments
          label={t`Direction`}
          value={isDescending ? 'down' : 'up'}
          onChange={(direction) => onSort(direction === 'down' ? `-${name}` : name)}
          options={[
            { value: 'up', label: t`Smallest first` },
            { value: 'down', label: t`Largest first` },
          ]}
        />
      </div>
    </Popover>
  );
}
