import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { settled, turnTo, visit } from './support/browser';
import { inDemo, letIn } from './support/person';
import { screens } from './support/screens';

/** WCAG 2.2, levels A and AA. */
const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

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
    { theme: 'light', width: 1280, rules: LEVELS },
    { theme: 'dark', width: 1280, rules: LEVELS },
    { theme: 'light', width: 390, rules: LEVELS },
  ] as const)('can be used by everybody: $theme, $width', async ({ rules, ...look }) => {
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
});
