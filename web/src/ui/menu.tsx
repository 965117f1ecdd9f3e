import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { classes } from './classes';
import { useLayerRoot } from './layer';

const item = 'flex h-8 cursor-default items-center gap-2 rounded-sm px-2 text-sm outline-none select-none data-[highlighted]:bg-hover data-[disabled]:opacity-50';

/** A menu below its trigger. */
export function Menu({ trigger, children, align = 'end' }: { trigger: ReactNode; children: ReactNode; align?: 'start' | 'end' }) {
  const container = useLayerRoot();
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={container}>
        <Radix.Content align={align} sideOffset={4} collisionPadding={8} className="appear z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 overflow-auto rounded-md bg-raised p-1 shadow-high">
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface MenuItemProps {
  icon?: ReactNode;
  children: ReactNode;
  onSelect: () => void;
  danger?: boolean;
  disabled?: boolean;
  checked?: boolean;
}

export function MenuItem({ icon, children, onSelect, danger, disabled, checked }: MenuItemProps) {
  return (
    <Radix.Item className={classes(item, danger ? 'text-bad' : 'text-ink')} onSelect={onSelect} disabled={disabled}>
      {icon && <span className="text-faint">{icon}</span>}
      <span className="flex-1">{children}</span>
      {checked && <Check size={14} className="text-accent-ink" />}
    </Radix.Item>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-2 pb-1 text-2xs font-medium text-faint">{children}</Radix.Label>;
}

export function MenuLine() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}
