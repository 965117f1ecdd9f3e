import { expect, test } from 'vitest';
import { settled } from './support/browser';
import { inDemo, signedIn } from './support/person';
import { screens } from './support/screens';

const SCREENS = ['home', 'customers', 'customer', 'connections', 'syncs', 'sync', 'sync-mapping', 'sync-preview', 'run', 'problems', 'problem', 'duplicates', 'people'];
/** Cumulative layout shift: the share of the window that moved, by how far; 0.1 is what Lighthouse begins to mind. */
const MOST = 0.02;
/** By the path that is asked: the answers come in an order of their own, and the last long after the frame is drawn. */
const lateness = (path: string) => 60 + ([...path].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7) % 7) * 70;

inDemo('somebody who begins to read', ({ program, browser }) => {
  test('sees nothing move while answers arrive', async () => {
    const person = await signedIn(browser(), program, {});
    const { page } = person;
    await page.addInitScript(() => {
      const seen = { moved: 0, what: [] as string[] };
      Object.assign(window, { seen });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number; sources: { node: Node | null }[] })[]) {
          seen.moved += entry.value;
          seen.what.push(...entry.sources.map(({ node }) => (node?.textContent ?? '').slice(0, 60)));
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.route(/\/api\/v1\/(?!events)/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, lateness(new URL(route.request().url()).pathname)));
      await route.continue().catch(() => undefined);
    });
    const all = await screens(program, program.key);
    for (const name of SCREENS) {
      await page.goto(all.find((screen) => screen.name === name)?.path ?? `/no/${name}`);
      await settled(page);
      // Observers are told after the frame.
      await page.waitForTimeout(300);
      const { moved, what } = await page.evaluate(() => (window as unknown as { seen: { moved: number; what: string[] } }).seen);
      console.log(`${name}: layout shift ${moved.toFixed(4)}`);
      expect(moved, `${name}: ${what.join(' | ')}`).toBeLessThanOrEqual(MOST);
    }
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await person.leave();
  });
});
