import type { ReactNode } from 'react';
import { Select } from './form';

/** The one line below a title that says what of a list is shown: its states first, then choices by name. */
export function FilterBar({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-2 pb-2">{children}</div>;
}

interface FilterSelectProps {
  /** What is chosen, e.g. `Object`; for readers. */
  label: string;
  /** The choice that leaves nothing out, e.g. `All objects`; none where one must be chosen. */
  all?: string;
  value: string | undefined;
  choices: { value: string; label: string }[];
  onChange: (value: string | undefined) => void;
}

/** No source has this name; the empty name is one. */
const ALL = '*';

export function FilterSelect({ label, all, value, choices, onChange }: FilterSelectProps) {
  return (
    <Select aria-label={label} className="w-auto! max-w-44 min-w-32 text-xs max-sm:flex-1" value={value ?? ALL} onChange={(event) => onChange(event.target.value === ALL ? undefined : event.target.value)}>
      {all && <option value={ALL}>{all}</option>}
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </Select>
  );
}
