import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasNoBrowser, launch, visit } from './support/browser';
import { type Running, startNew } from './support/program';

/** How long the sample may take to be imported beside other work. */
const SAMPLE_MS = 100_000;

describe.skipIf(hasNoBrowser())('somebody who starts Rapport for the first time', () => {
  let program: Running;
  let browser: Browser;
  beforeAll(async () => {
    [program, browser] = await Promise.all([startNew(), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  test('makes the first account with the printed link and begins with sample data and simulated systems', async () => {
    const { page, context, faults } = await visit(browser, program);
    await page.goto(program.link);
    await page.getByRole('heading', { name: 'Welcome to Rapport' }).waitFor();
    await page.getByLabel('Your name').fill('Wang Xiaoming');
    await page.getByLabel('E-mail').fill('first@example.com');
    await page.getByLabel('Password').fill('correct horse battery');
    await page.locator('form button[type=submit]').click();
    // No figure of none: there is no sync yet.
    await page.getByRole('main').getByRole('link', { name: /^Syncs up to date/ }).getByText('none yet').waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Customers' }).click();
    // The sample comes while one is looking, without reloading the page.
    await page.getByRole('row').nth(10).waitFor({ timeout: SAMPLE_MS });
    const connections = await page.request.get('/api/v1/connections');
    const names = ((await connections.json()) as { items: { name: string }[] }).items.map((connection) => connection.name);
    expect(names).toContain('Salesforce (simulated)');
    expect(faults).toEqual([]);

    // The link is worth nothing any more, and the browser holds the session.
    await page.goto('/welcome');
    await page.getByRole('navigation').waitFor();
    await context.close();
  });

  test('signs in again with the password, in Chinese', async () => {
    const { page, context, faults } = await visit(browser, program);
    await page.goto('/');
    // At the door, after English was chosen at the first start: the newer choice holds, here and on other devices.
    await page.getByRole('button', { name: '简体中文' }).click();
    await page.getByLabel('电子邮箱').fill('first@example.com');
    await page.getByLabel('密码').fill('correct horse battery');
    await page.locator('form button[type=submit]').click();
    await page.getByRole('navigation').getByRole('link', { name: '客户' }).first().waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});
