import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { classes } from './classes';
import { Tooltip } from './tooltip';

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger';

const looks: Record<ButtonLook, string> = {
  primary: 'bg-accent text-on-accent border-transparent hover:brightness-110 active:brightness-95',
  plain: 'bg-panel text-ink border-line hover:bg-hover active:bg-press shadow-low',
  quiet: 'bg-transparent text-soft border-transparent hover:bg-hover hover:text-ink active:bg-press',
  danger: 'bg-panel text-bad border-line hover:bg-bad-ground hover:border-bad/40 shadow-low',
};

const base =
  'inline-flex items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap select-none transition-colors disabled:opacity-50 disabled:pointer-events-none aria-disabled:opacity-50';

/** The classes of a button, for links that look like one. */
export function buttonClasses(look: ButtonLook = 'plain', size: 'small' | 'normal' = 'normal', extra?: string): string {
  return classes(base, looks[look], size === 'small' ? 'h-7 px-2 text-xs' : 'h-8 px-3 text-sm', extra);
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: ButtonLook;
  size?: 'small' | 'normal';
  icon?: ReactNode;
  /** True while what it started is under way: it cannot be pressed twice. */
  busy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ look = 'plain', size = 'normal', icon, busy, className, children, disabled, type = 'button', ...rest }: ButtonProps) {
  return (
    <button type={type} className={buttonClasses(look, size, className)} disabled={disabled || busy} aria-busy={busy || undefined} data-danger={look === 'danger' || undefined} {...rest}>
      {icon}
      <span className={busy ? 'shimmer' : undefined}>{children}</span>
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon'> {
  /** What it does, for people who do not see the icon and as its tooltip. */
  label: string;
  children: ReactNode;
  keys?: string;
}

export function IconButton({ label, keys, look = 'quiet', size = 'normal', className, children, type = 'button', busy, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} keys={keys}>
      <button
        type={type}
        aria-label={label}
        aria-busy={busy || undefined}
        className={classes(base, looks[look], size === 'small' ? 'size-7' : 'size-8', className)}
        {...rest}
      >
        {children}
      </button>
    </Tooltip>
  );
}
