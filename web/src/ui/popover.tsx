import { Popover as Radix } from 'radix-ui';
import { cloneElement, type MouseEvent, type ReactElement, type ReactNode, useState } from 'react';
import { classes } from './classes';
import { useLayerRoot } from './layer';

interface PopoverProps {
  trigger: ReactElement<{ onClick?: (event: MouseEvent) => void }>;
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'bottom' | 'right' | 'left';
  className?: string;
  label?: string;
}

/**
 * A small surface beside its trigger, for a few controls or facts. Until it is opened for the first time it costs no more than its
 * trigger: screens have one for each value.
 */
export function Popover(props: PopoverProps) {
  const { trigger, open, onOpenChange } = props;
  const [isUsed, setUsed] = useState(false);
  if (open && !isUsed) setUsed(true);
  if (isUsed || open) return <UsedPopover {...props} />;
  const press = (event: MouseEvent) => {
    trigger.props.onClick?.(event);
    if (event.defaultPrevented) return;
    setUsed(true);
    onOpenChange?.(true);
  };
  return cloneElement<Record<string, unknown>>(trigger, { onClick: press, 'aria-haspopup': 'dialog', 'aria-expanded': false, 'data-state': 'closed' });
}

function UsedPopover({ trigger, children, open, onOpenChange, align = 'start', side = 'bottom', className, label }: PopoverProps) {
  const container = useLayerRoot();
  return (
    <Radix.Root open={open} defaultOpen onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={container}>
        <Radix.Content
          aria-label={label}
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className={classes('appear z-50 max-h-(--radix-popover-content-available-height) max-w-[calc(100vw-1rem)] overflow-auto rounded-lg bg-raised p-3 shadow-high', className)}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export const PopoverClose = Radix.Close;
