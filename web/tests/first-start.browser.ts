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
    await page.getByLabel('Region').selectOption({ label: 'Germany' });
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

  test('has numbers and amounts read as ones of the region, and changes it', async () => {
    const { page, context, faults } = await visit(browser, program);
    await page.goto('/');
    await page.getByLabel('E-mail').fill('first@example.com');
    await page.getByLabel('Password').fill('correct horse battery');
    await page.locator('form button[type=submit]').click();
    const form = page.getByRole('dialog');
    const createWith = async (name: string, phone: string) => {
      await page.getByRole('button', { name: 'Create a record' }).filter({ visible: true }).click();
      await page.getByRole('menuitem', { name: 'Customers' }).click();
      await form.getByLabel(/^Name/).first().fill(name);
      await form.getByLabel(/^Phone/).first().fill(phone);
    };
    await createWith('Anna Schmidt', '030 1234567');
    await form.getByRole('button', { name: 'Show all fields' }).click();
    expect(await form.getByLabel('Currency').first().inputValue()).toBe('EUR');
    await form.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('heading', { name: 'Anna Schmidt' }).first().waitFor();
    await page.getByRole('main').getByText('+49301234567').first().waitFor();

    await page.goto('/settings?part=system');
    const region = page.getByRole('main').getByLabel('Region');
    await expect.poll(() => region.inputValue()).toBe('DE');
    await region.selectOption({ label: 'Austria' });
    await page.getByRole('main').getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved', { exact: true }).first().waitFor();
    await createWith('Max Huber', '01 5123456');
    await form.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('heading', { name: 'Max Huber' }).first().waitFor();
    const made = await page.request.get(`/api/v1/customers?filter=${encodeURIComponent('name = "Max Huber"')}`);
    expect(((await made.json()) as { items: { phone: string[] }[] }).items.map((customer) => customer.phone)).toEqual([['+4315123456']]);
    expect(faults).toEqual([]);
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
