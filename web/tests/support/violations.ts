/** What axe-core finds on a page. */
import axe from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';

/** WCAG 2.2, levels A and AA. */
const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface Violation {
  id: string;
  nodes: { target: unknown; failureSummary?: string }[];
}

/** Brings the judge into all pages of a window. Their policy forbids foreign scripts; the driver of the browser may run one all the same. */
export async function judgeable(context: BrowserContext): Promise<void> {
  await context.addInitScript(axe.source);
}

/** What a person who sees little or uses no mouse would stumble over, as `screen rule: place`. */
export async function violations(page: Page, screen: string): Promise<string[]> {
  const found = (await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(LEVELS)} }).then((result) => result.violations)`)) as Violation[];
  return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${screen} ${id}: ${JSON.stringify(target)}`));
}
