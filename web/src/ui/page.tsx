import { type ReactNode, useEffect } from 'react';
import { classes } from './classes';

interface PageProps {
  /** Text of the browser's tab; the title itself when it is text. */
  tab?: string;
  title: ReactNode;
  /** What stands before the title: where one came from. */
  above?: ReactNode;
  about?: ReactNode;
  actions?: ReactNode;
  /** Below the title line: tabs, filters. */
  bar?: ReactNode;
  children: ReactNode;
  /** Stays at the lower edge: the way on and back. */
  footer?: ReactNode;
  /** `page` scrolls as a whole with margins; `fill` leaves the room to a table or canvas that scrolls itself. */
  layout?: 'page' | 'fill';
  /** Keeps long text and forms readable. */
  narrow?: boolean;
}

/** The frame of every screen: one title line, one place for actions, one scrolling body. */
export function Page({ tab, title, above, about, actions, bar, children, footer, layout = 'page', narrow }: PageProps) {
  const name = tab ?? (typeof title === 'string' ? title : undefined);
  useEffect(() => {
    document.title = name ? `${name} · Rapport` : 'Rapport';
  }, [name]);
  return (
    <div className="flex h-full min-w-0 flex-col">
      <header className="shrink-0 border-b border-line bg-panel px-4 sm:px-6">
        <div className="flex min-h-13 flex-wrap items-center gap-x-3 gap-y-2 py-2">
          <div className="min-w-0 flex-1 basis-64 max-sm:min-w-[60%]">
            {above && <div className="flex items-center gap-1 text-xs text-faint">{above}</div>}
            <h1 className="line-clamp-2 text-lg font-semibold sm:block sm:truncate">{title}</h1>
            {about && <p className="text-xs text-soft">{about}</p>}
          </div>
          {actions && <div className="flex flex-wrap items-center gap-2 max-sm:gap-1.5">{actions}</div>}
        </div>
        {bar}
      </header>
      {layout === 'fill' ? (
        <div className="flex min-h-0 flex-1 flex-col">{children}</div>
      ) : (
        <div className="min-h-0 flex-1 overflow-auto focus-visible:-outline-offset-2" tabIndex={0}>
          <div className={classes('flex flex-col gap-5 px-4 py-5 sm:px-6', narrow && 'max-w-3xl')}>{children}</div>
        </div>
      )}
      {footer && <footer className="flex shrink-0 items-center justify-between gap-2 border-t border-line bg-panel px-4 py-2.5 sm:px-6">{footer}</footer>}
    </div>
  );
}

interface PanelProps {
  title?: ReactNode;
  about?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** Without inner margins, for tables. */
  flush?: boolean;
  className?: string;
}

/** A part of a page with a title of its own. */
export function Panel({ title, about, actions, children, flush, className }: PanelProps) {
  return (
    <section className={classes('min-w-0 rounded-lg border border-line bg-panel', className)}>
      {(title || actions) && (
        <header className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 pt-3 pb-2">
          <div className="min-w-0 flex-1 basis-52">
            {title && <h2 className="text-sm font-semibold">{title}</h2>}
            {about && <p className="text-xs text-soft">{about}</p>}
          </div>
          {actions}
        </header>
      )}
      <div className={classes(flush ? 'overflow-hidden rounded-b-lg' : classes('px-4 pb-4', !title && !actions && 'pt-4'))}>{children}</div>
    </section>
  );
}

/** Facts by name, in one or more columns. */
export function Facts({ items, columns = 1 }: { items: [label: ReactNode, value: ReactNode][]; columns?: 1 | 2 | 3 }) {
  return (
    <dl className={classes('grid gap-x-8 gap-y-2 text-sm', columns === 2 && 'sm:grid-cols-2', columns === 3 && 'sm:grid-cols-2 lg:grid-cols-3')}>
      {items.map(([label, value], index) => (
        <div key={index} className="grid grid-cols-[minmax(6.5rem,32%)_1fr] items-baseline gap-3">
          <dt className="text-xs text-faint">{label}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A figure with its name. */
export function Stat({ label, value, tone, children }: { label: ReactNode; value: ReactNode; tone?: 'good' | 'warn' | 'bad'; children?: ReactNode }) {
  const color = tone && { good: 'text-good', warn: 'text-warn', bad: 'text-bad' }[tone];
  return (
    // A long name takes a second line; the figures beside each other stay in line.
    <div className="flex min-w-0 flex-col">
      <p className="grow text-xs text-soft">{label}</p>
      <p className={classes('text-xl font-semibold tabular-nums', color)}>{value}</p>
      {children && <div className="text-xs text-faint">{children}</div>}
    </div>
  );
}
