import { useLingui } from '@lingui/react/macro';
import type { RunReport } from '@/api/runs';
import { number, percent } from '@/shared/format';
import { classes } from '@/ui/classes';

interface Step {
  key: string;
  label: string;
  /** Counts of the report that it adds up. */
  of: string[];
  /** A part of the line above it. */
  isPart?: boolean;
  tone: 'accent' | 'good' | 'warn' | 'bad' | 'neutral';
}

/** What may become of a record that was to be written: each is counted once. */
const WRITES = ['written_created', 'written_updated', 'written_deleted', 'adopted', 'in_sync', 'left_out', 'waits', 'conflicts', 'unsettled', 'unknown', 'refused'];

const colors = { accent: 'bg-accent', good: 'bg-good', warn: 'bg-warn', bad: 'bg-bad', neutral: 'bg-edge/60' };

function useSteps(isWriting: boolean): Step[] {
  const { t } = useLingui();
  if (isWriting) {
    return [
      { key: 'read', label: t`To be written`, of: WRITES, tone: 'accent' },
      { key: 'written', label: t`Written`, of: ['written_created', 'written_updated', 'written_deleted'], tone: 'good' },
      { key: 'created', label: t`New there`, of: ['written_created'], tone: 'good', isPart: true },
      { key: 'updated', label: t`Changed there`, of: ['written_updated'], tone: 'good', isPart: true },
      { key: 'deleted', label: t`Deleted there`, of: ['written_deleted'], tone: 'warn', isPart: true },
      { key: 'adopted', label: t`Found there and taken over`, of: ['adopted'], tone: 'good' },
      { key: 'in_sync', label: t`Equal already`, of: ['in_sync'], tone: 'neutral' },
      { key: 'left_out', label: t`Left out`, of: ['left_out'], tone: 'neutral' },
      { key: 'waits', label: t`Tried again later`, of: ['waits'], tone: 'warn' },
      { key: 'held', label: t`Waiting for a decision`, of: ['conflicts', 'unsettled'], tone: 'warn' },
      { key: 'unknown', label: t`Answer unknown`, of: ['unknown'], tone: 'warn' },
      { key: 'rejected', label: t`Refused there`, of: ['refused'], tone: 'bad' },
    ];
  }
  return [
    { key: 'read', label: t`Read`, of: ['read'], tone: 'accent' },
    { key: 'unchanged', label: t`Unchanged`, of: ['unchanged'], tone: 'neutral' },
    { key: 'excluded', label: t`Left out`, of: ['excluded'], tone: 'neutral' },
    { key: 'written', label: t`Written`, of: ['created', 'updated', 'merged'], tone: 'good' },
    { key: 'created', label: t`New records`, of: ['created'], tone: 'good', isPart: true },
    { key: 'updated', label: t`Changed records`, of: ['updated'], tone: 'good', isPart: true },
    { key: 'merged', label: t`Joined with others`, of: ['merged'], tone: 'good', isPart: true },
    { key: 'held', label: t`Waiting for a decision`, of: ['held'], tone: 'warn' },
    { key: 'rejected', label: t`Rejected`, of: ['rejected'], tone: 'bad' },
  ];
}

/** The same in all lines: a figure in the millions stands beside its share in one line. */
function columns(before: RunReport | undefined): string {
  return classes(before ? 'grid-cols-[9.5rem_1fr_4.5rem_5.5rem] max-sm:grid-cols-[7rem_1fr_4.5rem_4.5rem]' : 'grid-cols-[9.5rem_1fr_7rem] max-sm:grid-cols-[8rem_1fr_7rem]');
}

const sum = (report: RunReport, names: string[]) => names.reduce((total, name) => total + (typeof report[name] === 'number' ? report[name] : 0), 0);

interface FunnelProps {
  report: RunReport;
  /** Refused rows that were applied or sent again since; unknown while they are counted. */
  retried?: { count: number; isLeast: boolean };
  /** It wrote to the other system: its steps are those of writes. */
  isWriting: boolean;
  /** What the run before counted, to compare with. */
  before?: RunReport;
}

/** How many rows were read or records written, and what became of them. */
export function Funnel({ report, isWriting, before, retried }: FunnelProps) {
  const { t } = useLingui();
  const steps = useSteps(isWriting).map((step) => ({ ...step, value: sum(report, step.of), before: before && sum(before, step.of) }));
  const read = isWriting ? sum(report, WRITES) : (report.read ?? 0);
  const again = retried?.count ?? 0;
  const most = Math.max(1, ...steps.map((step) => step.value));
  return (
    <ol className="flex flex-col gap-2">
      {steps.map((step) => (
        <li key={step.key} className={classes('grid items-center gap-3 text-sm', columns(before), step.value === 0 && !step.before && step.key !== 'read' && 'text-faint')}>
          <span className={classes('leading-tight break-words', step.isPart && 'pl-3')}>{step.label}</span>
          <span className="h-2 overflow-hidden rounded-full bg-press">
            <span className={classes('block h-full rounded-full', colors[step.tone])} style={{ width: `${(step.value / most) * 100}%` }} />
          </span>
          <span className="text-right whitespace-nowrap tabular-nums">
            {number(step.value)} {!before && step.key !== 'read' && read > 0 && step.value > 0 && <span className="text-xs text-faint">{percent(step.value / read)}</span>}
          </span>
          {before && (
            <span className="text-right text-xs whitespace-nowrap text-soft tabular-nums" title={t`The run before: ${number(step.before ?? 0)}`}>
              <span className="sr-only">{t`The run before: ${number(step.before ?? 0)}`}</span>
              <span aria-hidden>{difference(step.value - (step.before ?? 0))}</span>
            </span>
          )}
        </li>
      ))}
      {/* None among the first of many tells nothing. */}
      {retried && (again > 0 || !retried.isLeast) && (
        <li className={classes('grid items-center gap-3 text-sm', columns(before), again === 0 && 'text-faint')}>
          <span className="leading-tight break-words">{t`Tried again since`}</span>
          <span className="h-2 overflow-hidden rounded-full bg-press">
            <span className={classes('block h-full rounded-full', colors.neutral)} style={{ width: `${Math.min(1, again / most) * 100}%` }} />
          </span>
          <span className="text-right tabular-nums">{retried.isLeast ? t`${number(again)} or more` : number(again)}</span>
        </li>
      )}
    </ol>
  );
}

function difference(by: number): string {
  if (by === 0) return '=';
  return by > 0 ? `+${number(by)}` : `−${number(-by)}`;
}
