import axe from 'axe-core';
import { expect, test } from 'vitest';
import { call } from './support/api';
import { visit } from './support/browser';
import { inDemo, signedIn } from './support/person';

interface Violation {
  id: string;
  nodes: { target: unknown }[];
}

inDemo('somebody who integrates and reads about the API', ({ program, browser }) => {
  test('comes to its description from the keys, and calls it as who is signed in', async () => {
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    await page.goto('/keys');
    const link = page.getByRole('link', { name: say('Documentation') });
    expect(await link.getAttribute('href')).toBe('/docs');
    // In the same window, whose faults are watched: a foreign request, a script that the policy of the page refuses.
    await page.goto('/docs#/schema/list_objects');
    const operation = page.locator('#operations-schema-list_objects');
    await operation.getByRole('button', { name: 'Try it out' }).click();
    await operation.getByRole('button', { name: 'Execute' }).click();
    await operation.locator('.live-responses-table .response-col_status').getByText('200').waitFor();
    await operation.getByText('"customers"').first().waitFor();
    await person.leave();
  });

  test('calls it with a key alone, and is refused without', async () => {
    const { page, context, faults } = await visit(browser(), program);
    await page.goto('/docs#/schema/list_objects');
    const operation = page.locator('#operations-schema-list_objects');
    const status = operation.locator('.live-responses-table .response-col_status');
    await operation.getByRole('button', { name: 'Try it out' }).click();
    await operation.getByRole('button', { name: 'Execute' }).click();
    await status.getByText('401').waitFor();
    const { key, id } = await call(program, 'POST', '/keys', { name: 'Docs', scopes: ['customers:read'] });
    await page.getByRole('button', { name: 'Authorize' }).first().click();
    await page.locator('.auth-container input').first().fill(key);
    await page.locator('.auth-btn-wrapper .authorize').click();
    await page.locator('.auth-btn-wrapper .btn-done').click();
    await operation.getByRole('button', { name: 'Execute' }).click();
    await status.getByText('200').waitFor();
    await fetch(`${program.address}/api/v1/keys/${id}`, { method: 'DELETE', headers: { authorization: `Bearer ${program.key}` } });
    expect(faults).toEqual([]);
    await context.close();
  });

  test.each([1280, 390])('can read it however they see: %i wide', async (width) => {
    const { page, context, faults } = await visit(browser(), program, { width });
    await context.addInitScript(axe.source);
    await page.goto('/docs');
    await page.locator('[id^=operations-tag-]').first().waitFor();
    const found = (await page.evaluate(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then((result) => result.violations)`)) as Violation[];
    expect(found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${JSON.stringify(target)}`))).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});
