import { expect, test } from 'vitest';
import { call } from './support/api';
import { visit } from './support/browser';
import { inDemo } from './support/person';

inDemo('somebody who starts the demonstration', ({ program, browser }) => {

  /** Another link, as the console of the machine makes one. */
  async function anotherLink(): Promise<string> {
    const people = await call(program, 'GET', '/people');
    const { token } = await call(program, 'POST', `/people/${people.items[0].id}:link`);
    return `${program.address}/#token=${token}`;
  }

  test('opens the printed link and sees the customers, in English and in Chinese', async ({ task }) => {
    const { page, context, faults } = await visit(browser(), program, { language: 'en' });
    // The printed one serves once.
    await page.goto(task.result?.retryCount ? await anotherLink() : program.link);
    await page.getByRole('navigation').getByRole('link', { name: 'Customers' }).click();
    await page.getByRole('heading', { name: 'Customers' }).waitFor();
    expect(page.url()).not.toContain('token');
    const rows = page.getByRole('row');
    await rows.nth(5).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');

    const chinese = await context.newPage();
    await chinese.goto('/');
    await chinese.evaluate(() => localStorage.setItem('rapport.language', 'zh-CN'));
    await chinese.reload();
    await chinese.getByRole('navigation').getByRole('link', { name: '客户' }).first().click();
    await chinese.getByRole('heading', { name: '客户' }).waitFor();
    await chinese.getByRole('row').nth(5).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  test('cannot use the link again, and is told so', async () => {
    const { page, context, faults } = await visit(browser(), program, { language: 'en' });
    await page.goto(program.link);
    await page.getByText('The link was used before or is too old').waitFor();
    await page.getByLabel('E-mail').fill('demo@example.com');
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('the address or the password is not right').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  test('sees at once what somebody else changes', async () => {
    const { page, context, faults } = await visit(browser(), program);
    await page.goto(await anotherLink());
    await page.getByRole('navigation').waitFor();
    const customers = await call(program, 'GET', '/customers?limit=1');
    const path = `/customers/${customers.items[0].id}`;
    await page.goto(`/records${path}`);
    await page.getByRole('heading', { name: customers.items[0].name }).first().waitFor();
    const name = '即时更新有限公司';
    await call(program, 'PATCH', path, { name });
    await page.getByRole('heading', { name }).first().waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });
});
