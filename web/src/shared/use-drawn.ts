import { startTransition, useEffect, useState } from 'react';

/**
 * False for the first drawing of a screen and true once it is seen: what is below or beside the first thing that people look for waits
 * for it, with its requests.
 */
export function useDrawn(): boolean {
  const [isDrawn, setDrawn] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    // A frame is asked for before it is drawn; what is put off from there comes after it.
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => startTransition(() => setDrawn(true)));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, []);
  return isDrawn;
}
