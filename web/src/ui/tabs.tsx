import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Count, type Tone } from './badge';

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
  children?: ReactNode;
}

/** Views of one thing, one at a time. The choice belongs into the address. */
export function Tabs<Value extends string>({ label, value, onChange, tabs, children }: TabsProps<Value>) {
  return (
    <Radix.Root value={value} onValueChange={(next) => onChange(next as Value)} className="min-w-0">
      <Radix.List aria-label={label} className="-mb-px flex gap-1 overflow-x-auto">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className="flex h-9 items-center gap-1.5 border-b-2 border-transparent px-2 text-sm font-medium whitespace-nowrap text-soft hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:text-ink"
          >
            {tab.label}
            {tab.count !== undefined && <Count value={tab.count} tone={tab.tone} />}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {children}
    </Radix.Root>
  );
}

export const TabBody = Radix.Content;
