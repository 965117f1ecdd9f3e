import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useObject } from '@/api/objects';
import type { Run, RunReport } from '@/api/runs';
import { type Finding, Findings } from '@/shared/findings';
import { number } from '@/shared/format';
import { type Note, useNoteText } from '@/shared/note-text';
import { buttonClasses } from '@/ui/button';
import { Panel } from '@/ui/page';
import { Notice } from '@/ui/states';

/** Data problems of a run by kind, and what was noticed about the source. A problem never stops a run. */
export function RunFindings({ run }: { run: Run }) {
  const { t } = useLingui();
  const text = useNoteText();
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
        <Findings findings={findings} object={object} />
      </Panel>
      {notes.length > 0 && (
        <Panel title={t`Noticed about the source`} flush>
          <ul className="pb-2 text-sm">
            {notes.map((note) => (
              <li key={`${note.code} ${note.detail}`} className="border-t border-line px-4 py-2 first:border-0">
                {text(note)}
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}
