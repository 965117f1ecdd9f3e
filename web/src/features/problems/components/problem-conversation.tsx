import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { ProblemGroup, ProblemRecord } from '@/api/problems';
import { runQuery } from '@/api/runs';
import { useRunKind } from '@/shared/run-state';
import { rawText } from '@/shared/value-text';
import { Facts, Panel } from '@/ui/page';
import { sentOf } from './sent-values';

/** What was said between Rapport and the other system about this row. */
export function ProblemConversation({ group, record }: { group: ProblemGroup; record: ProblemRecord }) {
  const { t } = useLingui();
  const kind = useRunKind();
  const run = useQuery(runQuery(record.run));
  const operations: Record<string, string> = { create: t`create`, update: t`change`, delete: t`delete` };
  if (group.source === '') {
    const sent = sentOf(record);
    return (
      <div className="flex flex-col gap-4">
        <Panel title={t`Rapport sent`}>
          <Facts
            items={[
              [t`Request`, operations[sent.operation ?? ''] ?? sent.operation ?? ''],
              [t`Id there`, <code key="id" className="font-mono text-xs">{sent.external_id ?? '–'}</code>],
              ...Object.entries(sent.fields ?? {}).map(([name, value]): [string, string] => [name, rawText(value) || '–']),
            ]}
          />
        </Panel>
        <Panel title={t`${typeof run.data?.report?.source === 'string' ? run.data.report.source : t`The other system`} answered`}>
          <p className="text-sm break-words">{record.detail || t`No reason was given.`}</p>
        </Panel>
      </div>
    );
  }
  const file = typeof run.data?.report?.file === 'string' ? run.data.report.file : undefined;
  return (
    <Panel title={t`How the row came`}>
      <Facts
        items={[
          [t`Source`, group.source],
          [t`By`, run.data ? kind(run.data.kind) : '…'],
          ...(file ? ([[t`File`, file]] as [string, string][]) : []),
          [t`Place`, t`Row ${String(record.row)}`],
          ...(record.detail ? ([[t`Detail`, record.detail]] as [string, string][]) : []),
        ]}
      />
      <p className="mt-3 text-xs text-faint">
        <Trans>It was refused here, so nothing was sent to another system.</Trans>
      </p>
    </Panel>
  );
}
