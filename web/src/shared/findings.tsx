import { Trans, useLingui } from '@lingui/react/macro';
import type { ObjectDefinition } from '@/api/objects';
import { Table } from '@/ui/table';
import { useFindingText } from './finding-text';
import { listed, number } from './format';
import { words } from './locale';

/** One kind of data problem, as reports of runs and previews tell it. */
export interface Finding {
  code: string;
  field: string;
  count: number;
  rows?: number[];
}

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
        { key: 'count', title: t`How many`, right: true, width: '5rem', cell: (finding) => number(finding.count) },
        { key: 'field', title: t`Field`, cell: (finding) => words(object?.fields.find((field) => field.name === finding.field)?.label) || (finding.field === 'external_id' ? t`Id in the source` : finding.field || t`Whole row`) },
        { key: 'text', title: t`Problem`, cell: (finding) => text(finding.code) },
        { key: 'rows', title: t`Row numbers`, wide: true, cell: (finding) => <span className="text-soft tabular-nums">{listed((finding.rows ?? []).map(number))}</span> },
      ]}
    />
  );
}
