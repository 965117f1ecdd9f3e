import { useLingui } from '@lingui/react/macro';
import type { RunReport } from '@/api/runs';
import { number, percent } from '@/shared/format';
import { classes } from '@/ui/classes';

interface Step {
  key: string;
  label: string;
  value: number;
  tone: 'accent' | 'good' | 'warn' | 'bad' | 'neutral';
}

const colors = { accent: 'bg-accent', good: 'bg-good', warn: 'bg-warn', bad: 'bg-bad', neutral: 'bg-edge/60' };

/** How many rows were read, and what became of them. */
export function Funnel({ report }: { report: RunReport }) {
  const { t } = useLingui();
  const read = report.read ?? 0;
  const steps: Step[] = [
    { key: 'read', label: t`Read`, value: read, tone: 'accent' },
    { key: 'unchanged', label: t`Unchanged`, value: report.unchanged ?? 0, tone: 'neutral' },
    { key: 'created', label: t`New records`, value: report.created ?? 0, tone: 'good' },
    { key: 'updated', label: t`Changed records`, value: report.updated ?? 0, tone: 'good' },
    { key: 'merged', label: t`Joined with others`, value: report.merged ?? 0, tone: 'good' },
    { key: 'held', label: t`Waiting for a decision`, value: report.held ?? 0, tone: 'warn' },
    { key: 'rejected', label: t`Rejected`, value: report.rejected ?? 0, tone: 'bad' },
  ];
  const most = Math.max(1, ...steps.map((step) => step.value));
  return (
    <ol className="flex flex-col gap-2">
      {steps.map((step) => (
        <li key={step.key} className={classes('grid grid-cols-[9.5rem_1fr_5.5rem] items-center gap-3 text-sm', step.value === 0 && step.key !== 'read' && 'text-faint')}>
          <span className="truncate">{step.label}</span>
          <span className="h-2 overflow-hidden rounded-full bg-press">
            <span className={classes('block h-full rounded-full', colors[step.tone])} style={{ width: `${(step.value / most) * 100}%` }} />
          </span>
          <span className="text-right tabular-nums">
            {number(step.value)} {step.key !== 'read' && read > 0 && step.value > 0 && <span className="text-xs text-faint">{percent(step.value / read)}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
