import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useObject } from '@/api/objects';
import type { Run, RunReport } from '@/api/runs';
import { number } from '@/shared/format';
import { words } from '@/shared/locale';
import { buttonClasses } from '@/ui/button';
import { Panel } from '@/ui/page';
import { Notice } from '@/ui/states';
import { Table } from '@/ui/table';

interface Finding {
  code: string;
  field: string;
  count: number;
  rows?: number[];
}

interface Note {
  code: string;
  detail: string;
}

/** Data problems of a run by kind, and what was noticed about the source. A problem never stops a run. */
export function RunFindings({ run }: { run: Run }) {
  const { t } = useLingui();
  const object = useObject(run.object ?? '');
  const report = (run.report ?? {}) as RunReport;
  const findings = Array.isArray(report.findings) ? (report.findings as Finding[]) : [];
  const notes = Array.isArray(report.notes) ? (report.notes as Note[]) : [];
  const rejected = number(report.rejected ?? 0);
  return (
    <>
      {Boolean(report.rejected) && (
        <Notice
          tone="bad"
          action={
            <Link to="/problems" className={buttonClasses('plain', 'small')}>
              <Trans>Repair them</Trans>
            </Link>
          }
        >
          <Trans>Rejected rows: {rejected}. They are kept with their reasons.</Trans>
        </Notice>
      )}
      <Panel title={t`Data problems`} about={t`Values that do not fit their field. They are kept as they came.`} flush>
        {findings.length === 0 ? (
          <p className="px-4 pb-4 text-sm text-soft">
            <Trans>None.</Trans>
          </p>
        ) : (
          <Table
            label={t`Data problems`}
            rows={findings}
            rowKey={(finding) => `${finding.code} ${finding.field}`}
            columns={[
              { key: 'field', title: t`Field`, cell: (finding) => words(object?.fields.find((field) => field.name === finding.field)?.label) || finding.field },
              { key: 'code', title: t`Problem`, cell: (finding) => finding.code.replaceAll('_', ' ') },
              { key: 'rows', title: t`First rows`, wide: true, cell: (finding) => <span className="text-soft tabular-nums">{(finding.rows ?? []).join(', ')}</span> },
              { key: 'count', title: t`How many`, right: true, cell: (finding) => number(finding.count) },
            ]}
          />
        )}
      </Panel>
      {notes.length > 0 && (
        <Panel title={t`Noticed about the source`} flush>
          <Table
            label={t`Noticed about the source`}
            rows={notes}
            rowKey={(note) => `${note.code} ${note.detail}`}
            columns={[
              { key: 'code', title: t`What`, cell: (note) => note.code.replaceAll('_', ' ') },
              { key: 'detail', title: t`Detail`, cell: (note) => note.detail },
            ]}
          />
        </Panel>
      )}
    </>
  );
}
