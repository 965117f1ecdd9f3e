import type { ReactNode } from 'react';

/** A part of the right side of a record page. */
export function Section({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <div className="mb-1.5 flex min-h-5 items-center gap-2">
        <h2 className="flex-1 text-2xs font-medium text-faint">{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  );
}
