import { type RefObject, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Rows drawn beyond both edges, so that a turn of the wheel finds them there. */
const BEYOND = 6;
/** Nobody turns the wheel any more. */
const REST_MS = 250;

export interface Line {
  /** The element that shows it: steady while rows come and go. */
  slot: number;
  index: number;
}

interface View {
  first: number;
  slots: number;
  /** The slot that stands first in the document. */
  turn: number;
}

/**
 * Which of `count` rows of equal height are drawn. While one scrolls, elements of rows that went out of sight show those that come in:
 * nothing is made or thrown away. At rest the document has them in the order of the rows.
 */
export function useWindow(scroller: RefObject<HTMLElement | null>, count: number, rowPx: number): Line[] {
  const [view, setView] = useState<View>(() => ({ first: 0, slots: slotsOf(window.innerHeight, rowPx), turn: 0 }));
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    let rest: ReturnType<typeof setTimeout> | undefined;
    const look = (before: View): View => {
      const first = Math.max(0, Math.floor(element.scrollTop / rowPx) - BEYOND);
      const slots = Math.max(before.slots, slotsOf(element.clientHeight, rowPx));
      return before.first === first && before.slots === slots ? before : { ...before, first, slots };
    };
    const onScroll = () => {
      // Before the frame is drawn, else it shows the place of rows that are not there yet.
      flushSync(() => setView(look));
      clearTimeout(rest);
      rest = setTimeout(() => setView((before) => ({ ...before, turn: before.first % before.slots })), REST_MS);
    };
    const resize = new ResizeObserver(() => setView(look));
    resize.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      clearTimeout(rest);
      resize.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroller, rowPx]);
  return linesOf(view, count);
}

function slotsOf(heightPx: number, rowPx: number): number {
  return Math.ceil(heightPx / rowPx) + 1 + 2 * BEYOND;
}

/** The lines in the order of the document. */
export function linesOf({ first: from, slots, turn }: View, count: number): Line[] {
  if (slots === 0) return [];
  const first = Math.max(0, Math.min(from, count - slots));
  return Array.from({ length: slots }, (_, step) => {
    const slot = (turn + step) % slots;
    return { slot, index: first + ((((slot - first) % slots) + slots) % slots) };
  }).filter((line) => line.index < count);
}
