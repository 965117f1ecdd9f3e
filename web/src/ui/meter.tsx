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

/** Amounts over time. Every bar can be read: the values are its title, and a table for readers. */
export function Bars({ bars, label, height = 88 }: { bars: Bar[]; label: string; height?: number }) {
  const most = Math.max(1, ...bars.map((bar) => bar.value + (bar.bad ?? 0)));
  return (
    <figure aria-label={label} className="flex items-end gap-0.5 border-b border-line" style={{ height }}>
      {bars.map((bar, index) => (
        <div key={index} className="group relative flex h-full flex-1 flex-col justify-end" title={`${bar.label}: ${bar.value}${bar.bad ? ` + ${bar.bad}` : ''}`}>
          {Boolean(bar.bad) && <div className="rounded-t-sm bg-bad" style={{ height: `${((bar.bad ?? 0) / most) * 100}%` }} />}
          <div className={classes('bg-accent/70 group-hover:bg-accent', !bar.bad && 'rounded-t-sm')} style={{ height: `${(bar.value / most) * 100}%`, minHeight: bar.value > 0 ? 2 : 0 }} />
        </div>
      ))}
    </figure>
  );
}
