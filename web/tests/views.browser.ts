import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { removeNamed } from './support/again';
import { call } from './support/api';
import { inDemo, signedIn, type Visitor } from './support/person';

interface Row {
  id: string;
  name: string;
  industry: string | null;
}

const SOON = { timeout: 20_000 };
const visitor: Visitor = { name: 'Vera Bild', email: 'vera.bild@example.com', role: 'admin' };
const other: Visitor = { name: 'Ole Blikk', email: 'ole.blikk@example.com', role: 'editor' };

inDemo('somebody who keeps lists for all, and changes many records', ({ program, browser }) => {
  /** A city that nothing else is in, not even what was deleted. */
  let city = '';
  const where = () => `/records/customers?where=${encodeURIComponent(JSON.stringify([{ field: 'city', is: 'is', value: city }]))}`;
  const here = async (): Promise<Row[]> => (await call(program, 'GET', `/customers?limit=100&sort=name&filter=${encodeURIComponent(`city = "${city}"`)}`)).items as Row[];
  const rows = (page: Page) => page.getByRole('grid').getByRole('row');
  const views = async () => (await call(program, 'GET', '/views?object=customers')).items as { id: string; name: string; shared: boolean; definition: { sort?: string } }[];

  async function some(): Promise<void> {
    city = `Viewhaven ${Date.now()}`;
    const items = ['Aase', 'Bodil', 'Cecilie'].map((name, index) => ({ op: 'create', record: { name: `${name} View`, city, ...(index === 0 ? { industry: 'Fishing' } : {}) } }));
    await call(program, 'POST', '/customers:batch', { items });
  }

  test('orders a list, saves it for everybody, changes it, and somebody else finds it so', async () => {
    await some();
    await removeNamed(program, '/views?object=customers', 'People of Viewhaven');
    const person = await signedIn(browser(), program, {}, visitor);
    const { page, say, press } = person;
    await page.goto(where());
    await expect.poll(() => rows(page).count(), SOON).toBe(4);
    await press('Order');
    const order = page.getByRole('dialog', { name: say('Order') });
    await order.getByLabel(say('Order by')).selectOption({ label: 'Name' });
    await order.getByRole('radio', { name: say('Smallest first') }).click();
    await page.keyboard.press('Escape');
    await expect.poll(() => rows(page).nth(1).innerText(), SOON).toContain('Aase View');
    await press('All');
    await press('Save as a new view…');
    const dialog = page.getByRole('dialog');
    await person.fill('Name', 'People of Viewhaven', dialog);
    await dialog.getByLabel(say('For everybody')).check();
    await press('Save', dialog);
    await page.getByRole('button', { name: 'People of Viewhaven' }).waitFor();

    await press('Order');
    await order.getByRole('radio', { name: say('Largest first') }).click();
    await page.keyboard.press('Escape');
    await expect.poll(() => rows(page).nth(1).innerText(), SOON).toContain('Cecilie View');
    await page.getByRole('button', { name: 'People of Viewhaven' }).click();
    await page.getByRole('menuitem', { name: 'Save changes to “People of Viewhaven”' }).click();
    await person.sees('View saved');
    await person.leave();

    const next = await signedIn(browser(), program, { language: 'zh-CN' }, other);
    await next.page.goto('/records/customers');
    await next.press('All');
    await next.page.getByRole('menuitem', { name: 'People of Viewhaven' }).click();
    await expect.poll(() => rows(next.page).nth(1).innerText(), SOON).toContain('Cecilie View');
    // It belongs to somebody else: it can be used, not changed.
    await next.page.getByRole('button', { name: 'People of Viewhaven' }).click();
    await next.page.getByRole('menuitem', { name: 'People of Viewhaven', exact: true }).waitFor();
    expect(await next.page.getByRole('menuitem', { name: next.say('Save changes to “{0}”') }).count()).toBe(0);
    await next.page.keyboard.press('Escape');
    await next.leave();
    expect((await views()).filter((view) => view.name === 'People of Viewhaven').map((view) => view.shared)).toEqual([true]);
  });

  test('fills a field only where it is empty', async () => {
    await some();
    const person = await signedIn(browser(), program, {}, visitor);
    const { page, say, press } = person;
    await page.goto(where());
    await page.getByLabel(say('Select all that are loaded')).check();
    await press('Edit a field…');
    const dialog = page.getByRole('dialog');
    await person.choose('Field', /^Industry/);
    await dialog.getByLabel(say('New value')).fill('Shipping');
    const table = dialog.getByRole('table', { name: say('What would change') });
    await expect.poll(() => table.getByRole('row').count(), SOON).toBe(4);
    await dialog.getByLabel(say('Only where the field is empty')).check();
    await expect.poll(() => table.getByRole('row').count(), SOON).toBe(3);
    await dialog.getByRole('button', { name: say('{0, plural, one {Change # record} other {Change # records}}') }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(async () => (await here()).map((row) => row.industry), SOON).toEqual(['Fishing', 'Shipping', 'Shipping']);
    await person.leave();
  });

  test('deletes what is selected, and brings it back out of the deleted ones', async () => {
    await some();
    const person = await signedIn(browser(), program, { language: 'zh-CN' }, visitor);
    const { page, say, press } = person;
    await page.goto(where());
    await page.getByLabel(say('Select all that are loaded')).check();
    await press('Delete', page.getByRole('toolbar', { name: say('Selected records') }));
    await page.getByRole('dialog').or(page.getByRole('alertdialog')).getByRole('button').last().click();
    await expect.poll(async () => (await here()).length, SOON).toBe(0);
    await page.getByRole('main').getByRole('button', { name: say('More'), exact: true }).click();
    await press('Deleted records');
    await expect.poll(() => rows(page).count(), SOON).toBe(4);
    await page.getByLabel(say('Select all that are loaded')).check();
    await press('Bring back', page.getByRole('toolbar', { name: say('Selected records') }));
    await expect.poll(async () => (await here()).map((row) => row.name), SOON).toEqual(['Aase View', 'Bodil View', 'Cecilie View']);
    await call(program, 'POST', '/customers:batch', { items: (await here()).map((row) => ({ op: 'delete', id: row.id })) });
    await person.leave();
  });
});
