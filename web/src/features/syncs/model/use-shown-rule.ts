import { useEffect } from 'react';

/** Brings the rule of a field into sight once, and the keyboard to it. */
export function useShownRule(field: string | undefined) {
  useEffect(() => {
    if (field === undefined) return;
    const rule = document.querySelector<HTMLElement>(`[data-rule="${CSS.escape(field)}"]`);
    rule?.scrollIntoView({ block: 'center' });
    rule?.querySelector('button')?.focus({ preventScroll: true });
  }, [field]);
}
