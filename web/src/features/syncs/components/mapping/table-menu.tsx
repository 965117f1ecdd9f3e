import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Download, FileSpreadsheet, FileUp, LayoutTemplate } from 'lucide-react';
import { useRef, useState } from 'react';
import { type ApiError, isStatus } from '@/api/errors';
import { readMappingTable, type TableColumn, writeMappingTable } from '@/api/mapping-table';
import { saveFile } from '@/shared/save-file';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Menu, MenuItem, MenuLine } from '@/ui/menu';
import { toastDone, toastError } from '@/ui/toast';
import { type Mapping, readMapping, writeMapping } from '../../model/mapping';

interface TableMenuProps {
  object: string;
  mapping: Mapping;
  columns: TableColumn[];
  onRead: (mapping: Mapping) => void;
}

/** The mapping as a table to edit in a spreadsheet program, and back. What comes back is checked line by line and saved by nobody. */
export function TableMenu({ object, mapping, columns, onRead }: TableMenuProps) {
  const { t } = useLingui();
  const picker = useRef<HTMLInputElement>(null);
  const [refused, setRefused] = useState<ApiError>();
  const write = useMutation({
    mutationFn: () => writeMappingTable(object, writeMapping(mapping), columns),
    onSuccess: (file) => saveFile(file, `mapping-${object}.xlsx`),
    onError: toastError,
  });
  const read = useMutation({
    mutationFn: (file: File) => readMappingTable(object, file, columns.map((column) => column.name)),
    onSuccess: (table) => {
      const { rules } = table.counts;
      onRead(readMapping(table.mapping, object));
      toastDone(<Plural value={rules} one="# rule was read. Look at it and save." other="# rules were read. Look at them and save." />);
    },
    onError: (error) => {
      if (isStatus(error, 422)) setRefused(error);
      else toastError(error);
    },
  });
  const pick = () => picker.current?.click();
  return (
    <>
      <Menu
        trigger={
          <Button size="small" look="quiet" busy={write.isPending || read.isPending} icon={<FileSpreadsheet size={13} />}>
            <Trans>Excel</Trans>
          </Button>
        }
      >
        <MenuItem icon={<Download size={14} />} onSelect={() => write.mutate()}>
          <Trans>Download as a table</Trans>
        </MenuItem>
        <MenuItem icon={<FileUp size={14} />} onSelect={pick}>
          <Trans>Read a table…</Trans>
        </MenuItem>
        <MenuLine />
        <MenuItem icon={<LayoutTemplate size={14} />} onSelect={() => window.location.assign(`/api/v1/${object}/mapping-template?format=xlsx`)}>
          <Trans>Empty table to fill in</Trans>
        </MenuItem>
      </Menu>
      <input
        ref={picker}
        type="file"
        hidden
        aria-label={t`Table with the mapping`}
        accept=".xlsx,.yaml,.yml"
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file may be picked again once it is mended.
          event.target.value = '';
          if (file) read.mutate(file);
        }}
      />
      {refused && (
        <TableFaults
          error={refused}
          onClose={() => setRefused(undefined)}
          onAgain={() => {
            setRefused(undefined);
            pick();
          }}
        />
      )}
    </>
  );
}

const ROW = /^#\/(rows|settings|lines)\/(\d+)$/;

/** Every line of the table that must be mended, where it stands. */
function TableFaults({ error, onClose, onAgain }: { error: ApiError; onClose: () => void; onAgain: () => void }) {
  const { t } = useLingui();
  return (
    <Dialog
      title={t`The table cannot be taken yet`}
      about={t`Nothing was changed. Mend these lines in the table, save it and read it again.`}
      onClose={onClose}
      cancel={t`Close`}
      action={
        <Button look="primary" onClick={onAgain}>
          <Trans>Read the table again…</Trans>
        </Button>
      }
    >
      <ul className="divide-y divide-line text-sm" aria-label={t`Lines to mend`}>
        {error.faults.map((fault) => {
          const row = ROW.exec(fault.pointer)?.[2];
          return (
            <li key={`${fault.pointer} ${fault.detail}`} className="flex gap-3 py-2">
              <span className="w-16 shrink-0 text-xs/5 text-faint tabular-nums">{row ? t`Row ${row}` : t`Whole table`}</span>
              <span className="min-w-0 break-words">{fault.detail}</span>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
