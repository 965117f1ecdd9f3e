import { AlertTriangle, Check, CircleDashed, CirclePause, CircleX, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from './classes';

export type Tone = 'neutral' | 'good' | 'warn' | 'bad' | 'accent';

const tones: Record<Tone, string> = {
  neutral: 'bg-hover text-soft',
  good: 'bg-good-ground text-good',
  warn: 'bg-warn-ground text-warn',
  bad: 'bg-bad-ground text-bad',
  accent: 'bg-accent-ground text-accent-ink',
};

/** A word about a state. The icon says it without the colour. */
export function Badge({ tone = 'neutral', icon, children, className }: { tone?: Tone; icon?: ReactNode; children: ReactNode; className?: string }) {
  return (
    <span className={classes('inline-flex h-5 max-w-full items-center gap-1 rounded-sm px-1.5 text-2xs font-medium whitespace-nowrap', tones[tone], className)}>
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}

const toneIcons: Record<Tone, ReactNode> = {
  neutral: <CircleDashed size={12} />,
  good: <Check size={12} />,
  warn: <AlertTriangle size={12} />,
  bad: <CircleX size={12} />,
  accent: <Info size={12} />,
};

/** A badge with the icon of its tone. */
export function State({ tone, children, paused }: { tone: Tone; children: ReactNode; paused?: boolean }) {
  return (
    <Badge tone={tone} icon={paused ? <CirclePause size={12} /> : toneIcons[tone]}>
      {children}
    </Badge>
  );
}

/** A number beside a word, for lists and navigation. */
export function Count({ value, tone = 'neutral' }: { value: ReactNode; tone?: Tone }) {
  return <span className={classes('min-w-5 rounded-full px-1.5 text-center text-2xs leading-[18px] font-medium tabular-nums', tones[tone])}>{value}</span>;
}

/** A value that stands for itself, such as an option, a scope or a column. */
export function Chip({ children, className }: { children: ReactNode; className?: string }) {
  return <span className={classes('inline-flex h-5 max-w-full items-center gap-1 truncate rounded-sm border border-line bg-ground px-1.5 text-xs text-ink', className)}>{children}</span>;
}
