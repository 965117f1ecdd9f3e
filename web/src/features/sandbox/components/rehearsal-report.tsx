import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleDashed, CircleX } from 'lucide-react';
import type { RehearsalReport, ScenarioReport } from '@/api/rehearsals';
import { isWorking, runQuery } from '@/api/runs';
import { useFailureWords } from '@/shared/failure-words';
import { duration, listed, number } from '@/shared/format';
import { words } from '@/shared/locale';
import { Progress } from '@/ui/meter';
import { Panel } from '@/ui/page';
import { ErrorState, Notice, SkeletonLines } from '@/ui/states';
import { useEventWords } from '../event-words';

const icons = {
  passed: <CircleCheck size={16} className="text-good" />,
  failed: <CircleX size={16} className="text-bad" />,
  skipped: <CircleDashed size={16} className="text-faint" />,
};

/** What a rehearsal showed: each scenario with the promises that were looked up in the end. */
export function RehearsalReportPanel({ run }: { run: string }) {
  const { t } = useLingui();
  const failed = useFailureWords();
  const query = useQuery(runQuery(run));
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <SkeletonLines lines={6} />;
  const report = query.data.report as unknown as RehearsalReport | null;
  const scenarios = report?.scenarios ?? [];
  const leftOut = (report?.left_out ?? []).map((en, place) => words({ en, zh: report?.left_out_zh?.[place] }));
  return (
    <div className="flex min-w-0 flex-col gap-4">
      {isWorking(query.data) && <Progress share={null} label={t`The rehearsal is under way`} />}
      {report?.error && <Notice tone="bad">{failed(report.error).text}</Notice>}
      {Boolean(report?.sample) && (
        <Notice>
          <Plural value={report?.sample ?? 0} one="It began with # record of yours, masked." other="It began with # records of yours, masked." />
        </Notice>
      )}
      {leftOut.length > 0 && (
        <Notice tone="warn">
          <Trans>The simulator has no counterpart of: {listed(leftOut)}</Trans>
        </Notice>
      )}
      {scenarios.map((scenario) => (
        <Scenario key={scenario.name} scenario={scenario} />
      ))}
    </div>
  );
}

function Scenario({ scenario }: { scenario: ScenarioReport }) {
  const { t } = useLingui();
  const said = useEventWords();
  const names = { passed: t`passed`, failed: t`failed`, skipped: t`left out` };
  const calls = number(scenario.calls);
  const refused = number(scenario.refused_calls);
  const span = duration(Math.max(1, scenario.seconds));
  return (
    <Panel
      title={
        <span className="flex items-center gap-2">
          <span role="img" aria-label={names[scenario.result]}>
            {icons[scenario.result]}
          </span>
          <span className="inline-block first-letter:uppercase">{words({ en: scenario.title, zh: scenario.title_zh })}</span>
        </span>
      }
      about={
        words({ en: scenario.skipped, zh: scenario.skipped_zh }) || (
          <Trans>
            {calls} calls, {refused} of them refused; {span} of simulated time
          </Trans>
        )
      }
    >
      <ul className="flex flex-col gap-1.5 text-sm">
        {scenario.checks.map((check) => (
          <li key={check.name} className="flex gap-2">
            <span role="img" aria-label={check.passed ? t`held` : t`broken`} className="mt-0.5 shrink-0">
              {check.passed ? <CircleCheck size={14} className="text-good" /> : <CircleX size={14} className="text-bad" />}
            </span>
            <span className="inline-block first-letter:uppercase">
              {words({ en: check.title, zh: check.title_zh })} <span className="text-xs text-faint">{said(words({ en: check.detail, zh: check.detail_zh }))}</span>
            </span>
          </li>
        ))}
      </ul>
      {scenario.events.length > 0 && (
        <details className="mt-3 text-xs text-soft">
          <summary className="cursor-pointer">{t`What happened on the way`}</summary>
          <ul className="mt-1 list-disc pl-4">
            {scenario.events.map((event, index) => (
              <li key={index}>{said(event)}</li>
            ))}
          </ul>
        </details>
      )}
    </Panel>
  );
}
