import { useLingui } from '@lingui/react/macro';
import { classes } from './classes';

/** A share from 0 to 1 as a bar; the number stands beside it. */
export function Meter({ share, label, tone = 'accent', className }: { share: number; label: string; tone?: 'accent' | 'good' | 'warn' | 'bad'; className?: string }) {
  const color = { accent: 'bg-accent', good: 'bg-good', warn: 'bg-warn', bad: 'bg-bad' }[tone];
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div role="meter" aria-label={label} aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100} className={classes('h-1.5 overflow-hidden rounded-full bg-press', className)}>
      <div className={classes('h-full rounded-full transition-[width]', color)} style={{ width: `${percent}%` }} />
    </div>
  );
}

/** How far something under way is; without a share it only moves. */
export function Progress({ share, label }: { share: number | null; label: string }) {
  const percent = share === null ? undefined : Math.round(Math.min(1, share) * 100);
  return (
    <div role="progressbar" aria-label={label} aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100} className="h-1.5 overflow-hidden rounded-full bg-press">
      <div className={classes('h-full rounded-full bg-accent transition-[width] duration-300', percent === undefined && 'shimmer')} style={{ width: `${percent ?? 100}%` }} />
    </div>
  );
}

interface Bar {
  label: string;
  value: number;
  bad?: number;
}

interface BarsProps {
  bars: Bar[];
  label: string;
  height?: number;
  /** What the two amounts are. With them readers get a table; without, the bars are a picture beside numbers that stand elsewhere. */
  names?: { value: string; bad: string };
}

/** Amounts over time. Every bar tells its values by its title; the bad ones are hatched as well as red. */
export function Bars({ bars, label, height = 88, names }: BarsProps) {
  const { t, i18n } = useLingui();
  const number = (amount: number) => i18n.number(amount);
  const most = Math.max(1, ...bars.map((bar) => bar.value + (bar.bad ?? 0)));
  const titleOf = (bar: Bar) => {
    const value = number(bar.value);
    const bad = bar.bad ? number(bar.bad) : undefined;
    if (!names) return `${bar.label}: ${bad ? `${value} + ${bad}` : value}`;
    return `${bar.label}: ${names.value} ${value}${bad ? `, ${names.bad} ${bad}` : ''}`;
  };
  const picture = (
    <div aria-hidden={names ? true : undefined} role={names ? undefined : 'img'} aria-label={names ? undefined : label} className="flex items-end gap-0.5 border-b border-line" style={{ height }}>
      {bars.map((bar, index) => (
        <div key={index} className="group relative flex h-full flex-1 flex-col justify-end" title={titleOf(bar)}>
          {Boolean(bar.bad) && <div className="hatched min-h-1 rounded-t-sm bg-bad" style={{ height: `${((bar.bad ?? 0) / most) * 100}%` }} />}
          <div className={classes('bg-accent/70 group-hover:bg-accent', !bar.bad && 'rounded-t-sm')} style={{ height: `${(bar.value / most) * 100}%`, minHeight: bar.value > 0 ? 2 : 0 }} />
        </div>
      ))}
    </div>
  );
  if (!names) return picture;
  return (
    <figure className="relative">
      {picture}
      <table className="sr-only">
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">{t`Time`}</th>
            <th scope="col">{names.value}</th>
            <th scope="col">{names.bad}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar, index) => (
            <tr key={index}>
              <th scope="row">{bar.label}</th>
              <td>{number(bar.value)}</td>
              <td>{number(bar.bad ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
