import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasNoBrowser, launch } from './support/browser';
import { type Person, somebody } from './support/person';
import { type Running, startNew } from './support/program';

/** What the simulated Salesforce wants, as its vendor would tell the customer. */
const CLIENT = { id: '3MVG9simulated.consumer.key.7f3a', secret: '8E1D0CA75F6B42' };

describe.skipIf(hasNoBrowser())('somebody who begins with nothing', () => {
  let program: Running;
  let browser: Browser;
  let person: Person;
  beforeAll(async () => {
    [program, browser] = await Promise.all([startNew(), launch()]);
    person = await somebody(browser, program);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  /** The list of first steps on Home, each with its link as long as it is to do. */
  const steps = () => person.page.getByRole('main').getByRole('list').filter({ hasText: String(person.say('Connect a system')) });
  const done = () => steps().getByRole('img', { name: person.say('Done') }).count();

  async function customers(): Promise<number> {
    const page = (await (await person.page.request.get('/api/v1/customers?limit=1&count=exact')).json()) as { page: { count: number } };
    return page.page.count;
  }

  test('makes the first account, without sample data, with simulated systems', async () => {
    const { page, say } = person;
    await page.goto(program.link);
    await person.fill('Your name', 'Lin Wei');
    await person.fill('E-mail', 'lin.wei@example.com');
    await person.fill('Password', 'correct horse battery');
    await page.getByLabel(say('Sample data')).uncheck();
    await person.press('Begin');
    await person.sees('Your first synced customer');
    expect(await customers()).toBe(0);
  });

  test('connects a system, and is told line by line that it works', async () => {
    const { page } = person;
    // The address of the simulated system stands on the page of its connection.
    await person.go('Connections');
    await page.getByRole('link', { name: /Salesforce \(simulated\)/ }).click();
    const login = await page.getByText(/^http:\/\/127\.0\.0\.1:\d+/).first().innerText();
    await person.go('Home');
    await steps().waitFor();
    // The simulated systems are there by themselves; nothing is ticked for that.
    expect(await done()).toBe(0);
    await person.job('connect', async () => {
      await person.press('Connect', steps());
      await page.getByRole('dialog').getByRole('button', { name: /^Salesforce/ }).click();
      await page.getByRole('dialog').getByLabel('Name', { exact: false }).first().fill('Salesforce');
      await page.getByLabel('My Domain address').fill(login);
      await page.getByLabel('Consumer key').fill(CLIENT.id);
      await page.getByLabel('Consumer secret').fill(CLIENT.secret);
      await person.press('Connect and check');
      await page.getByRole('heading', { name: /^Salesforce/ }).waitFor();
    });
    await person.sees('Reachable');
    await page.getByRole('main').getByText('Works', { exact: true }).first().waitFor();
  });

  test('says what is to be kept true, takes the proposed fields, sees what would happen, and goes live with a twentieth', async () => {
    const { page, say } = person;
    await person.go('Home');
    await expect.poll(done).toBe(1);
    await person.press('New sync', steps());
    await person.choose('Connection', /^Salesforce$/);
    await person.choose('Stream', /^Contact/);
    await person.choose('Object', /^Customers/);
    for (const step of ['Which records', 'Who is who', 'Mapping']) await page.getByRole('button', { name: `Next: ${step}` }).click();
    await person.job('map (suggestions)', async () => {
      await page.getByRole('button', { name: say('Suggestions: {0}') }).click();
      await page.getByRole('button', { name: say('Take {0}') }).click();
      await page.getByRole('list', { name: say('Rules') }).getByRole('listitem').nth(3).waitFor();
    });
    await page.getByRole('button', { name: 'Next: Rules' }).click();
    await person.job('rehearse', async () => {
      await person.press('Save and look at the preview');
      await person.sees('This is what would happen. Nothing has been changed yet.');
    });
    expect(await customers()).toBe(0);
    await person.go('Home');
    await expect.poll(done).toBe(2);
    await person.press('Look', steps());
    await person.job('go live with a twentieth', async () => {
      await page.getByRole('button', { name: say('Go live with {share}%') }).click();
      // It was not rehearsed: what was looked at instead is kept with it.
      await person.press('Go live', page.getByRole('dialog'));
      await person.sees('Done as foretold');
    });
    await expect.poll(customers, { timeout: 60_000 }).toBeGreaterThan(0);
    const first = await customers();
    expect(first).toBeGreaterThan(0);
    await page.getByRole('navigation').first().getByRole('link', { name: 'Customers' }).click();
    await page.getByRole('row').nth(1).waitFor();
  });

  test('widens it to all records; those that are there are not written again', async () => {
    const { page, say } = person;
    const first = await customers();
    await person.go('Syncs');
    await page.getByRole('row', { name: /Contact/ }).click();
    await person.job('widen to all', async () => {
      await page.getByRole('button', { name: say('Widen from {share}%') }).click();
      await page.getByRole('radio', { name: '100%' }).click();
      await page.getByRole('dialog').getByRole('button', { name: say('Live for {share}%') }).click();
      await person.sees('live for all records');
    });
    await person.press('Run now');
    await expect.poll(customers, { timeout: 60_000 }).toBeGreaterThan(first * 5);
    const records = (await (await page.request.get('/api/v1/customers?limit=1&sort=created_at')).json()) as { items: { version: number }[] };
    expect(records.items[0]?.version).toBe(1);
    await person.leave();
  });
});
