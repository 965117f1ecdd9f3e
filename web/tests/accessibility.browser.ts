import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { visit } from './support/browser';
import { inDemo, letIn } from './support/person';
import { screens } from './support/screens';

/** WCAG 2.2, levels A and AA. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface Violation {
  id: string;
  nodes: { target: unknown; failureSummary?: string }[];
}

/** What a person who sees little or uses no mouse would stumble over, as `screen rule: place`. */
async function violations(page: Page, screen: string): Promise<string[]> {
  // The policy of the page forbids foreign scripts; the driver of the browser may run one all the same.
  await page.evaluate(axe.source);
  const found = (await page.evaluate(
    `axe.run(document, { runOnly: ${JSON.stringify(RULES)} }).then((result) => result.violations)`,
  )) as Violation[];
  return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${screen} ${id}: ${JSON.stringify(target)}`));
}

inDemo('every screen', ({ program, browser }) => {
  test.each([
    { theme: 'light', width: 1280 },
    { theme: 'dark', width: 1280 },
    { theme: 'light', width: 390 },
  ] as const)('can be used by everybody: $theme, $width', async (look) => {
    const { page, context } = await visit(browser(), program, look);
    const found: string[] = [];
    await page.goto('/sign-in');
    await page.getByRole('heading').first().waitFor();
    found.push(...(await violations(page, 'sign-in')));
    await letIn(page, program);
    for (const screen of await screens(program, program.key)) {
      await page.goto(screen.path);
      await page.getByRole('heading').first().waitFor().catch(() => Promise.reject(new Error(`${screen.name} (${screen.path}) shows no heading`)));
      await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached', timeout: 10_000 }).catch(() => undefined);
      found.push(...(await violations(page, screen.name)));
    }
    expect(found).toEqual([]);
    await context.close();
  });
});
