import { useLingui } from '@lingui/react/macro';
import { useFindingText } from '@/shared/finding-text';
import { number } from '@/shared/format';
import { rawText } from '@/shared/value-text';
import { Table } from '@/ui/table';
import type { RejectedRow } from '../model/draft';

const CELLS_SHOWN = 6;

/** Rows that are not taken, with the reason of each. */
export function RejectedRows({ rows }: { rows: RejectedRow[] }) {
  const { t } = useLingui();
  const text = useFindingText();
  return (
    <Table
      label={t`Rejected rows`}
      rows={rows}
      rowKey={(row) => `${row.row} ${row.code} ${row.field}`}
      columns={[
        { key: 'row', title: t`Row`, right: true, width: '5rem', cell: (row) => number(row.row) },
        { key: 'why', title: t`Reason`, cell: (row) => text(row.code) },
        {
          key: 'values',
          title: t`What stands there`,
          wide: true,
          cell: (row) => (
            <span className="line-clamp-2 text-xs text-soft">
              {Object.entries(row.raw ?? {})
                .filter(([, value]) => rawText(value) !== '')
                .slice(0, CELLS_SHOWN)
                .map(([name, value]) => `${name}: ${rawText(value)}`)
                .join(' · ') || t`An empty row`}
            </span>
          ),
        },
      ]}
    />
  );
}
