import { Tooltip as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Keys } from './keys';
import { useLayerRoot } from './layer';

/** A word about a control, on hover and focus. What must be known to use the control does not belong here. */
export function Tooltip({ text, keys, children, side = 'top' }: { text: ReactNode; keys?: string; children: ReactNode; side?: 'top' | 'bottom' | 'right' | 'left' }) {
  const container = useLayerRoot();
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal container={container}>
        <Radix.Content side={side} sideOffset={6} collisionPadding={8} className="appear z-50 max-w-80 rounded-md bg-raised px-2.5 py-1.5 text-xs text-ink shadow-high">
          <span className="flex items-center gap-2">
            {text}
            {keys && <Keys keys={keys} />}
          </span>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export const TooltipProvider = Radix.Provider;
