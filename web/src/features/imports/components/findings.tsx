import { Trans, useLingui } from '@lingui/react/macro';
import type { ObjectDefinition } from '@/api/objects';
import { useFindingText } from '@/shared/finding-text';
import { number } from '@/shared/format';
import { words } from '@/shared/locale';
import { rawText } from '@/shared/value-text';
import { Table } from '@/ui/table';
import type { Finding, RejectedRow } from '../model/draft';

/** Kinds of data problems with how often they occur. */
export function Findings({ findings, object }: { findings: Finding[]; object: ObjectDefinition | undefined }) {
  const { t } = useLingui();
  const text = useFindingText();
  if (findings.length === 0) {
    return (
      <p className="p-4 text-sm text-soft">
        <Trans>No data problems were found.</Trans>
      </p>
    );
  }
  return (
    <Table
      label={t`Data problems`}
      rows={findings}
      rowKey={(finding) => `${finding.code} ${finding.field}`}
      columns={[
        { key: 'count', title: t`Values`, right: true, width: '5rem', cell: (finding) => number(finding.count) },
        { key: 'field', title: t`Field`, cell: (finding) => words(object?.fields.find((field) => field.name === finding.field)?.label) || (finding.field === 'external_id' ? t`Id in the source` : finding.field || t`Whole row`) },
        { key: 'text', title: t`Problem`, cell: (finding) => text(finding.code) },
        { key: 'rows', title: t`First rows`, wide: true, cell: (finding) => <span className="text-soft tabular-nums">{(finding.rows ?? []).map(number).join(', ')}</span> },
      ]}
    />
  );
}

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
