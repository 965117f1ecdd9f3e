import { Trans, useLingui } from '@lingui/react/macro';
import { RotateCw, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button';
import { classes } from './classes';
import { errorWords } from './error-words';

/** The place of something that is still on its way, of its size. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={classes('shimmer block rounded-sm bg-press', className ?? 'h-4 w-full')} />;
}

/** Lines of text that are on their way. */
export function SkeletonLines({ lines = 5, className }: { lines?: number; className?: string }) {
  const { t } = useLingui();
  return (
    <div role="status" aria-label={t`Loading`} className={classes('flex flex-col gap-3', className)}>
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} className={classes('h-4', ['w-3/4', 'w-full', 'w-5/6', 'w-2/3'][index % 4])} />
      ))}
    </div>
  );
}

interface EmptyProps {
  icon?: ReactNode;
  title: ReactNode;
  /** What to do next, in a sentence. */
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
  /** All that a screen shows: the title is its heading. */
  isScreen?: boolean;
}

/** Nothing here yet: says why, and what to do next. */
export function Empty({ icon, title, children, action, className, isScreen }: EmptyProps) {
  const Title = isScreen ? 'h1' : 'p';
  return (
    <div className={classes('mx-auto flex max-w-md flex-col items-center gap-2 px-6 py-14 text-center', className)}>
      {icon && <div className="mb-1 grid size-10 place-items-center rounded-lg border border-line bg-panel text-faint shadow-low">{icon}</div>}
      <Title className="text-base font-semibold">{title}</Title>
      {children && <p className="text-sm text-balance text-soft">{children}</p>}
      {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}

/** What went wrong in plain words, with a way to try again. */
export function ErrorState({ error, onRetry, action, className }: { error: unknown; onRetry?: () => void; action?: ReactNode; className?: string }) {
  const text = errorWords(error);
  return (
    <div role="alert" className={classes('mx-auto flex max-w-lg flex-col items-center gap-2 px-6 py-14 text-center', className)}>
      <div className="mb-1 grid size-10 place-items-center rounded-lg bg-bad-ground text-bad">
        <TriangleAlert size={20} />
      </div>
      <p className="text-base font-semibold">{text.title}</p>
      {text.detail && <p className="text-sm text-balance text-soft">{text.detail}</p>}
      {text.trace && (
        <p className="text-xs text-faint">
          <Trans>Number for support:</Trans> <code className="font-mono">{text.trace}</code>
        </p>
      )}
      <div className="mt-3 flex flex-wrap justify-center gap-2">
        {onRetry && (
          <Button icon={<RotateCw size={14} />} onClick={onRetry}>
            <Trans>Try again</Trans>
          </Button>
        )}
        {action}
      </div>
    </div>
  );
}

/** A remark inside of a page that has a tone. */
export function Notice({ tone = 'neutral', children, action }: { tone?: 'neutral' | 'warn' | 'bad' | 'good' | 'accent'; children: ReactNode; action?: ReactNode }) {
  const look = {
    neutral: 'bg-hover text-soft',
    warn: 'bg-warn-ground text-warn',
    bad: 'bg-bad-ground text-bad',
    good: 'bg-good-ground text-good',
    accent: 'bg-accent-ground text-accent-ink',
  }[tone];
  return (
    <div role={tone === 'bad' ? 'alert' : 'status'} className={classes('flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md px-3 py-2 text-sm', look)}>
      <div className="min-w-0 flex-1">{children}</div>
      {action}
    </div>
  );
}
