import { useSyncExternalStore } from 'react';

const narrow = window.matchMedia('(max-width: 639px)');

/** True on narrow screens, where tables become lists. */
export function useIsPhone(): boolean {
  return useSyncExternalStore(
    (listener) => {
      narrow.addEventListener('change', listener);
      return () => narrow.removeEventListener('change', listener);
    },
    () => narrow.matches,
  );
}
