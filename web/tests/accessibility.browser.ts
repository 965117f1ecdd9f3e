import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { settled, turnTo, visit } from './support/browser';
import { inDemo, letIn } from './support/person';
import { scenes } from './support/scenes';
import { screens } from './support/screens';

/** WCAG 2.2, levels A and AA. */
const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Scenes of what a demonstration has none of until it is prepared for pictures, and of what never settles. */
const ONLY_PREPARED = new Set(['x-notes', 'x-held', 'x-snooze', 'x-rehearsal', 'x-loading', 'x-bulk']);

interface Violation {
  id: string;
  nodes: { target: unknown; failureSummary?: string }[];
}

/** What a person who sees little or uses no mouse would stumble over, as `screen rule: place`. */
async function violations(page: Page, screen: string, rules: string[]): Promise<string[]> {
  const found = (await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(rules)} }).then((result) => result.violations)`)) as Violation[];
  return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${screen} ${id}: ${JSON.stringify(target)}`));
}

inDemo('every screen', ({ program, browser }) => {
  test.each([
    { theme: 'light', width: 1280, language: 'en', rules: LEVELS },
    { theme: 'dark', width: 1280, language: 'en', rules: LEVELS },
    { theme: 'light', width: 390, language: 'en', rules: LEVELS },
    { theme: 'dark', width: 390, language: 'zh-CN', rules: LEVELS },
    { theme: 'light', width: 1280, language: 'zh-CN', rules: LEVELS },
  ] as const)('can be used by everybody: $language $theme, $width', async ({ rules, ...look }) => {
    const { page, context } = await visit(browser(), program, look);
    const found: string[] = [];
    // The policy of the page forbids foreign scripts; the driver of the browser may run one all the same.
    await context.addInitScript(axe.source);
    await page.goto('/sign-in');
    await settled(page);
    found.push(...(await violations(page, 'sign-in', [...rules])));
    await letIn(page, program);
    await page.goto('/');
    for (const screen of await screens(program, program.key)) {
      await turnTo(page, screen.path).catch((error: unknown) => Promise.reject(new Error(`${screen.name} (${screen.path}) does not settle: ${String(error)}`)));
      found.push(...(await violations(page, screen.name, [...rules])));
    }
    expect(found).toEqual([]);
    await context.close();
  });

  test.each([
    { language: 'en', theme: 'light', width: 1280 },
    { language: 'zh-CN', theme: 'dark', width: 390 },
  ] as const)('has dialogs, menus and steps that everybody can use: $language $theme, $width', { timeout: 300_000 }, async (look) => {
    const { page, context } = await visit(browser(), program, look);
    const found: string[] = [];
    await context.addInitScript(axe.source);
    await page.goto('/sign-in');
    await letIn(page, program);
    for (const scene of await scenes(program, look.language, look.width < 600)) {
      if (ONLY_PREPARED.has(scene.name)) continue;
      // Each in a window state of its own: what the one before opened is closed.
      await page.goto(scene.path);
      await settled(page).catch(() => undefined);
      await scene.act(page).catch((error: unknown) => Promise.reject(new Error(`${scene.name} (${scene.path}) is not reached: ${String(error)}`)));
      await settled(page).catch(() => undefined);
      found.push(...(await violations(page, scene.name, LEVELS)));
      await page.unrouteAll({ behavior: 'ignoreErrors' });
    }
    expect(found).toEqual([]);
    await context.close();
  });
});
