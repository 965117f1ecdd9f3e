import { Search } from 'lucide-react';
import { createContext, type InputHTMLAttributes, type KeyboardEvent, type ReactNode, type Ref, type SelectHTMLAttributes, type TextareaHTMLAttributes, useContext, useId } from 'react';
import { classes } from './classes';

/** The ids that tie a control to its label, its help and its error. */
const FieldIds = createContext<{ control: string; described?: string; invalid: boolean } | null>(null);

interface FieldProps {
  label: ReactNode;
  help?: ReactNode;
  /** What is wrong with the value, and what would be right. */
  error?: ReactNode;
  required?: boolean;
  children: ReactNode;
  className?: string;
}

/** One line of a form: label above, control, then help or error below. */
export function Field({ label, help, error, required, children, className }: FieldProps) {
  const control = useId();
  const described = useId();
  return (
    <div className={classes('flex flex-col gap-1', className)}>
      <label htmlFor={control} className="text-xs font-medium text-soft">
        {label}
        {required && (
          <span className="text-bad" aria-hidden>
            {' '}
            *
          </span>
        )}
      </label>
      <FieldIds.Provider value={{ control, described: help || error ? described : undefined, invalid: Boolean(error) }}>{children}</FieldIds.Provider>
      {(help || error) && (
        <p id={described} className={classes('text-xs', error ? 'text-bad' : 'text-faint')}>
          {error || help}
        </p>
      )}
    </div>
  );
}

function useControl() {
  const ids = useContext(FieldIds);
  return ids ? { id: ids.control, 'aria-describedby': ids.described, 'aria-invalid': ids.invalid || undefined } : {};
}

export const controlClasses =
  'w-full rounded-md border border-edge/40 dark:border-edge/60 bg-panel px-2.5 text-sm text-ink shadow-low outline-none transition-colors hover:border-edge focus:border-accent focus:ring-2 focus:ring-accent/20 aria-invalid:border-bad disabled:bg-hover disabled:text-faint';

export function Input({ className, ...rest }: InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> }) {
  return <input {...useControl()} autoComplete="off" spellCheck={false} className={classes(controlClasses, 'h-8', className)} {...rest} />;
}

export function Textarea({ className, ...rest }: TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return <textarea {...useControl()} rows={3} spellCheck={false} className={classes(controlClasses, 'py-1.5', className)} {...rest} />;
}

/** The browser's own list of choices: it works by keyboard, on phones and with readers as people know it. */
export function Select({ className, children, ...rest }: SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <select {...useControl()} className={classes(controlClasses, 'h-8 truncate pr-7', className)} {...rest}>
      {children}
    </select>
  );
}

export function SearchInput({ className, ...rest }: InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> }) {
  return (
    <span className={classes('relative block', className)}>
      <Search size={14} className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-faint" />
      <Input type="search" className="pl-8" {...rest} />
    </span>
  );
}

interface CheckProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'type'> {
  children?: ReactNode;
  /** Some, not all, of what it stands for. */
  some?: boolean;
}

export function Checkbox({ children, some, className, ...rest }: CheckProps) {
  const box = (
    <input
      type="checkbox"
      ref={(element) => {
        if (element) element.indeterminate = Boolean(some);
      }}
      className="size-4 shrink-0 cursor-pointer rounded-sm accent-accent"
      {...rest}
    />
  );
  if (!children) return box;
  return (
    <label className={classes('flex cursor-pointer items-start gap-2 text-sm [&>input]:mt-0.5', className)}>
      {box}
      <span className="min-w-0">{children}</span>
    </label>
  );
}

interface SwitchProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label: string;
  disabled?: boolean;
}

export function Switch({ checked, onChange, label, disabled }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={checked}
      aria-label={label}
      disabled={disabled}
      onClick={() => onChange(!checked)}
      className={classes('relative h-5 w-9 shrink-0 rounded-full border transition-colors disabled:opacity-50', checked ? 'border-transparent bg-accent' : 'border-edge bg-press')}
    >
      <span className={classes('absolute top-0.5 size-3.5 rounded-full transition-all', checked ? 'left-4.5 bg-white' : 'left-0.5 bg-edge')} />
    </button>
  );
}

/** A choice among two to five, all of them seen; arrows walk it, as in any group of such. */
export function Segments<Value extends string>({ value, onChange, options, label }: { value: Value; onChange: (value: Value) => void; options: { value: Value; label: ReactNode }[]; label: string }) {
  const chosen = options.findIndex((option) => option.value === value);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const next = step && options[(Math.max(0, chosen) + step + options.length) % options.length];
    if (!next) return;
    event.preventDefault();
    onChange(next.value);
    event.currentTarget.querySelectorAll<HTMLElement>('[role=radio]')[options.indexOf(next)]?.focus();
  };
  return (
    <div role="radiogroup" aria-label={label} onKeyDown={onKeyDown} className="inline-flex max-w-full self-start overflow-x-auto rounded-md max-sm:flex-wrap border border-line bg-ground p-0.5">
      {options.map((option, index) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          tabIndex={index === Math.max(0, chosen) ? 0 : -1}
          aria-checked={value === option.value}
          onClick={() => onChange(option.value)}
          className={classes('flex h-6.5 items-center gap-1.5 rounded-sm px-2.5 text-xs font-medium whitespace-nowrap', value === option.value ? 'bg-panel text-ink shadow-low dark:bg-press' : 'text-soft hover:text-ink')}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
