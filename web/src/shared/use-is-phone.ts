import { useSyncExternalStore } from 'react';

function media(query: string): () => boolean {
  const list = window.matchMedia(query);
  const subscribe = (listener: () => void) => {
    list.addEventListener('change', listener);
    return () => list.removeEventListener('change', listener);
  };
  return function useMedia() {
    return useSyncExternalStore(subscribe, () => list.matches);
  };
}

/** True on narrow screens, where tables become lists. */
export const useIsPhone = media('(max-width: 639px)');

/** True where a third column has room. */
export const useIsWide = media('(min-width: 1280px)');
