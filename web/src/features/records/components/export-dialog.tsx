import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { send } from '@/api/client';
import type { ObjectDefinition } from '@/api/objects';
import { number } from '@/shared/format';
import { words } from '@/shared/locale';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Segments } from '@/ui/form';
import { Progress } from '@/ui/meter';
import { Notice } from '@/ui/states';
import { toastDone, toastError } from '@/ui/toast';

const PAGE = 500;
/** What a browser can hold without harm; more is exported on the server, with `rapport export`. */
const ROWS_MAX = 100_000;

interface ExportDialogProps {
  object: ObjectDefinition;
  filter?: string;
  sort?: string;
  columns: string[];
  onClose: () => void;
}

/** Reads the list page by page as CSV, as it is filtered and ordered, and hands it over as a file. */
export function ExportDialog({ object, filter, sort, columns, onClose }: ExportDialogProps) {
  const { t } = useLingui();
  const [which, setWhich] = useState<'columns' | 'all'>('columns');
  const [read, setRead] = useState<number>();
  const [isCut, setIsCut] = useState(false);
  const stop = useRef(new AbortController());
  const start = async () => {
    try {
      const parts: string[] = [];
      let cursor: string | undefined;
      let rows = 0;
      setRead(0);
      do {
        const query = { limit: PAGE, filter, sort: sort ?? '-updated_at', cursor, fields: which === 'columns' ? columns.filter((name) => name !== 'updated_at').join(',') : undefined };
        const answer = await send('GET', `/${object.name}`, { query, headers: { Accept: 'text/csv' }, signal: stop.current.signal });
        const text = await answer.text();
        parts.push(cursor === undefined ? text : text.slice(text.indexOf('\n') + 1));
        const next = /<([^>]+)>;\s*rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
        cursor = next ? (new URL(next, location.origin).searchParams.get('cursor') ?? undefined) : undefined;
        rows += PAGE;
        setRead(rows);
      } while (cursor !== undefined && rows < ROWS_MAX);
      // With a mark at the beginning, so that spreadsheets read it as UTF-8.
      download(new Blob(['\ufeff', ...parts], { type: 'text/csv' }), `${object.name}.csv`);
      if (cursor !== undefined) setIsCut(true);
      else {
        toastDone(t`Exported`);
        onClose();
      }
    } catch (error) {
      if (!stop.current.signal.aborted) toastError(error);
      setRead(undefined);
    }
  };
  const close = () => {
    stop.current.abort();
    onClose();
  };
  const shown = number(read ?? 0);
  const limit = number(ROWS_MAX);
  return (
    <Dialog
      title={t`Export ${words(object.label)}`}
      about={t`The list as it is filtered and ordered now, as a CSV file for Excel, WPS or Numbers.`}
      size="small"
      onClose={close}
      footer={
        <Button look="primary" busy={read !== undefined && !isCut} onClick={() => void start()}>
          <Trans>Export</Trans>
        </Button>
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
        {read !== undefined && !isCut && (
          <div className="flex flex-col gap-1 text-xs text-soft">
            <Progress share={null} label={t`Exporting`} />
            <Trans>{shown} rows</Trans>
          </div>
        )}
        {isCut && (
          <Notice tone="warn">
            <Trans>The file holds the first {limit} rows. Set a filter for the rest, or run rapport export on the server.</Trans>
          </Notice>
        )}
      </div>
    </Dialog>
  );
}

function download(file: Blob, name: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
