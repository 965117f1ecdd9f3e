/** Ways through all that the web app shows: whoever looks at every screen (its picture, its words, whether everybody can use it) walks here. */
import type { Page } from 'playwright-core';
import { settled, turnTo } from './browser';
import type { Scene } from './scenes';
import type { Screen } from './screens';

/** What somebody does at each place. */
export type Look = (name: string) => Promise<void>;

/** Shows every screen; returns those that were not reached, with why. */
export async function throughScreens(page: Page, screens: Screen[], look: Look): Promise<string[]> {
  const missed: string[] = [];
  for (const { name, path } of screens) {
    await turnTo(page, path).catch((error: unknown) => missed.push(`${name} (${path}) does not settle: ${String(error)}`));
    await look(name);
  }
  return missed;
}

/** Opens every dialog, menu and step; returns those that were not reached, with why. Each is in a window state of its own: what the one before opened is closed. */
export async function throughScenes(page: Page, scenes: Scene[], look: Look): Promise<string[]> {
  const missed: string[] = [];
  for (const { name, path, act, isWaiting, after } of scenes) {
    try {
      await page.goto(path);
      await settled(page);
      await act(page);
      if (!isWaiting) await settled(page);
    } catch (error) {
      missed.push(`${name} (${path}) is not reached: ${String(error)}`);
    }
    await look(name);
    await after?.(page).catch((error: unknown) => missed.push(`${name} (${path}) is not put away: ${String(error)}`));
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  }
  return missed;
}
