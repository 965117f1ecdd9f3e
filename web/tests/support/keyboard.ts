/** Hands on the keyboard alone: every step is seen, and the focus is never lost. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** A screen has fewer stops than this; who does not arrive by then never does. */
const STOPS_MAX = 250;

export interface Keyboard {
  /** Walks with Tab until the control has the focus. */
  to: (control: Locator) => Promise<void>;
  /** Walks there and presses Enter. */
  enter: (control: Locator) => Promise<void>;
  press: (...keys: string[]) => Promise<void>;
  /** Walks there, and writes instead of what stands in it. */
  write: (field: Locator, text: string) => Promise<void>;
  /** Walks once through all stops of the screen. */
  round: (screen: string) => Promise<void>;
  /** The focus is on something that is seen. */
  isSeen: (where: string) => Promise<void>;
}

/** What has the focus: a name of it, and whether one sees that it has. */
function focused(page: Page): Promise<{ name: string; isSeen: boolean; isNothing: boolean }> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return { name: 'nothing', isSeen: false, isNothing: true };
    const marked = (each: Element | null) => {
      if (!each) return false;
      const style = getComputedStyle(each);
      return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
    };
    // A field of files is drawn as its label; a list that is searched marks its line.
    const label = element instanceof HTMLInputElement && element.type === 'file' ? element.nextElementSibling : null;
    const name = `${element.tagName.toLowerCase()} ${element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40) ?? ''}`;
    const isMenu = element.matches('[role=menu], [role=menuitem], dialog, iframe');
    return { name, isSeen: isMenu || marked(element) || marked(label), isNothing: false };
  });
}

export function keyboard(page: Page): Keyboard {
  const isSeen = async (where: string) => {
    const now = await focused(page);
    expect(now, where).toMatchObject({ isNothing: false, isSeen: true });
  };
  const to = async (control: Locator) => {
    await control.first().waitFor();
    const passed: string[] = [];
    for (let stop = 0; stop < STOPS_MAX; stop++) {
      if (await control.first().evaluate((element) => element === document.activeElement || (element.contains(document.activeElement) && element.matches('[role=radiogroup]')))) {
        await isSeen(`at ${String(control)}`);
        return;
      }
      await page.keyboard.press('Tab');
      const now = await focused(page);
      passed.push(now.name);
      // Past the last control the browser itself has the focus, once a round.
      if (!now.isNothing && !now.isSeen) throw new Error(`the focus is not seen: ${now.name}`);
    }
    throw new Error(`Tab never comes to ${String(control)}; it came to ${[...new Set(passed)].join(' | ')}`);
  };
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const round = async (screen: string) => {
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    const passed: string[] = [];
    for (let stop = 0; stop < STOPS_MAX; stop++) {
      await page.keyboard.press('Tab');
      const now = await focused(page);
      // The browser itself has the focus: the round is made.
      if (now.isNothing) {
        if (passed.length > 0) return;
        continue;
      }
      if (!now.isSeen) throw new Error(`${screen}: the focus is not seen: ${now.name}, after ${passed.slice(-3).join(' | ')}`);
      passed.push(now.name);
    }
    throw new Error(`${screen}: Tab does not come out again; it came to ${[...new Set(passed)].join(' | ')}`);
  };
  return {
    to,
    round,
    press,
    isSeen,
    enter: async (control) => {
      await to(control);
      await press('Enter');
    },
    write: async (field, text) => {
      await to(field);
      await press('ControlOrMeta+a');
      await page.keyboard.type(text);
    },
  };
}
