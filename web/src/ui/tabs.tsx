import { createContext, type KeyboardEvent, type ReactNode, useContext, useEffect, useId, useRef } from 'react';
import { Count, type Tone } from './badge';
import { classes } from './classes';

/** Which view is shown, and the ids that tie it to its tab. */
const Shown = createContext<{ value: string; id: string } | null>(null);

interface Tab<Value extends string> {
  value: Value;
  label: ReactNode;
  count?: number;
  tone?: Tone;
}

interface TabsProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  tabs: Tab<Value>[];
  /** The views, each a `TabBody`, where they stand below the tabs. */
  children?: ReactNode;
}

/** Views of one thing, one at a time; arrows walk them. The choice belongs into the address. */
export function Tabs<Value extends string>({ label, value, onChange, tabs, children }: TabsProps<Value>) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const counts = tabs.map((tab) => tab.count).join();
  // The chosen one stays in sight where not all have room, also when counts that come later push it aside.
  useEffect(() => {
    const [row, chosen] = [list.current, list.current?.querySelector('[aria-selected=true]')];
    if (!row || !chosen) return;
    const [frame, tab] = [row.getBoundingClientRect(), chosen.getBoundingClientRect()];
    if (tab.right > frame.right) row.scrollLeft += tab.right - frame.right;
    else if (tab.left < frame.left) row.scrollLeft -= frame.left - tab.left;
  }, [value, counts]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = tabs.findIndex((tab) => tab.value === value);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    onChange(next.value);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.value}"]`)?.focus();
  };
  const row = (
    <div ref={list} role="tablist" aria-label={label} onKeyDown={onKeyDown} className="-mb-px flex gap-1 overflow-x-auto">
      {tabs.map((tab) => {
        const isActive = tab.value === value;
        return (
          <button
            key={tab.value}
            type="button"
            role="tab"
            data-tab={tab.value}
            id={`${id}-${tab.value}`}
            aria-controls={children && isActive ? `${id}-body` : undefined}
            aria-selected={isActive}
            tabIndex={isActive ? 0 : -1}
            onClick={() => onChange(tab.value)}
            className={classes('flex h-9 items-center gap-1.5 border-b-2 px-2 text-sm font-medium whitespace-nowrap focus-visible:-outline-offset-2', isActive ? 'border-accent text-ink' : 'border-transparent text-soft hover:text-ink')}
          >
            {tab.label}
            {tab.count !== undefined && <Count value={tab.count} tone={tab.tone} />}
          </button>
        );
      })}
    </div>
  );
  if (!children) return row;
  return (
    <div className="min-w-0">
      {row}
      <Shown value={{ value, id }}>{children}</Shown>
    </div>
  );
}

/** One view of `Tabs`; drawn while it is the chosen one. */
export function TabBody({ value, children, className }: { value: string; children: ReactNode; className?: string }) {
  const shown = useContext(Shown);
  if (!shown || shown.value !== value) return null;
  return (
    <div role="tabpanel" id={`${shown.id}-body`} aria-labelledby={`${shown.id}-${value}`} className={className}>
      {children}
    </div>
  );
}
