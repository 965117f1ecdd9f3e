import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { call } from './support/api';
import { visit } from './support/browser';
import { inDemo, signedIn } from './support/person';
import { judgeable, violations } from './support/violations';

/** The whole description is read and drawn at once, which takes its time beside other work. */
const DRAWN = { timeout: 90_000 };

inDemo('somebody who integrates and reads about the API', ({ program, browser }) => {
  /** Opens the list of keys in the description, ready to be tried. */
  async function listOfKeys(page: Page) {
    await page.goto('/docs');
    const tag = page.locator('#operations-tag-keys');
    await tag.waitFor(DRAWN);
    await tag.click();
    const operation = page.locator('#operations-keys-list_keys');
    await operation.locator('.opblock-summary-control').click(DRAWN);
    await operation.getByRole('button', { name: 'Try it out' }).click(DRAWN);
    const execute = () => operation.getByRole('button', { name: 'Execute' }).click(DRAWN);
    const answered = (status: number) => operation.locator('.live-responses-table .response-col_status', { hasText: String(status) }).first().waitFor(DRAWN);
    return { operation, execute, answered };
  }

  test('comes to its description from the keys, and calls it as who is signed in', { timeout: 300_000 }, async () => {
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    await page.goto('/keys');
    expect(await page.getByRole('link', { name: say('Documentation') }).getAttribute('href')).toBe('/docs');
    // In the same window, whose faults are watched: a foreign request, a script that the policy of the page refuses.
    const { operation, execute, answered } = await listOfKeys(page);
    await execute();
    await answered(200);
    await operation.locator('.live-responses-table').getByText('"items"').first().waitFor(DRAWN);
    await person.leave();
  });

  test('calls it with a key alone, and is refused without', { timeout: 300_000 }, async () => {
    const { page, context, faults } = await visit(browser(), program);
    const { execute, answered } = await listOfKeys(page);
    await execute();
    await answered(401);
    const { key, id } = await call(program, 'POST', '/keys', { name: 'Docs', scopes: ['admin'] });
    await page.getByRole('button', { name: 'Authorize' }).first().click();
    await page.locator('.auth-container input').first().fill(key, DRAWN);
    await page.locator('.auth-btn-wrapper .authorize').first().click();
    await page.locator('.auth-btn-wrapper .btn-done').first().click();
    await execute();
    await answered(200);
    await fetch(`${program.address}/api/v1/keys/${id}`, { method: 'DELETE', headers: { authorization: `Bearer ${program.key}` } });
    expect(faults).toEqual([]);
    await context.close();
  });

  test.each(['light', 'dark'] as const)('is kept out of it neither by weak colours nor by buttons inside of buttons: %s', { timeout: 300_000 }, async (theme) => {
    const { page, context } = await visit(browser(), program, { theme });
    await judgeable(context);
    await page.goto('/docs');
    await page.locator('#operations-tag-keys').waitFor(DRAWN);
    expect(await page.evaluate(() => document.documentElement.classList.contains('dark-mode'))).toBe(theme === 'dark');
    expect(await violations(page, 'docs')).toEqual([]);
    await listOfKeys(page);
    expect(await violations(page, 'docs, trying a call')).toEqual([]);
    await context.close();
  });
});
