import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { Count, type Tone } from './badge';
import { classes } from './classes';

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
}

/** Views of one thing, one at a time; arrows walk them. The choice belongs into the address. */
export function Tabs<Value extends string>({ label, value, onChange, tabs }: TabsProps<Value>) {
  const list = useRef<HTMLDivElement>(null);
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
  return (
    <div ref={list} role="tablist" aria-label={label} onKeyDown={onKeyDown} className="-mb-px flex gap-1 overflow-x-auto">
      {tabs.map((tab) => {
        const isActive = tab.value === value;
        return (
          <button
            key={tab.value}
            type="button"
            role="tab"
            data-tab={tab.value}
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
}
