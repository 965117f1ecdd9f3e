import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { forget } from './support/again';
import { call } from './support/api';
import { inDemo, signedIn, type Visitor } from './support/person';

interface Row {
  id: string;
  name: string;
  city: string | null;
  version: number;
}

const HERE = 'Listhaven';
const SOON = { timeout: 20_000 };
const visitor: Visitor = { name: 'Liv Strand', email: 'liv.strand@example.com', role: 'admin' };

inDemo('somebody at the list of customers', ({ program, browser }) => {
  const where = (...conditions: object[]) => `/records/customers?where=${encodeURIComponent(JSON.stringify(conditions))}`;
  const here = { field: 'city', is: 'is', value: HERE };
  const all = async (filter: string): Promise<Row[]> => (await call(program, 'GET', `/customers?limit=500&sort=name&filter=${encodeURIComponent(filter)}`)).items as Row[];
  const grid = (page: Page, name: string | RegExp) => page.getByRole('grid', { name });

  /** Customers of one city: those that are missing are made. */
  async function some(names: string[]): Promise<Row[]> {
    const known = await all(`city = "${HERE}"`);
    for (const name of names.filter((each) => !known.some((row) => row.name === each))) await call(program, 'POST', '/customers', { name, city: HERE, kind: 'company' });
    return all(`city = "${HERE}"`);
  }

  async function at(path: string, language: 'en' | 'zh-CN' = 'en') {
    const person = await signedIn(browser(), program, { language }, visitor);
    await person.page.goto(path);
    await grid(person.page, person.say('Records')).waitFor();
    return { ...person, rows: grid(person.page, person.say('Records')).getByRole('row') };
  }

  test('chooses columns, their order and width, and finds them again', async () => {
    await some(['Anna Listing']);
    const { page, say, press, leave } = await at(where(here));
    const heads = () => page.getByRole('columnheader').allInnerTexts();
    await press('Columns');
    const picker = page.getByRole('dialog', { name: say('Columns') });
    await picker.getByLabel(say('Find a field')).fill('Website');
    await picker.getByRole('checkbox', { name: 'Website' }).check();
    await picker.getByLabel(say('Find a field')).fill('');
    const moved = picker.getByRole('button', { name: 'Move Website up' });
    for (let times = 0; times < 12 && (await heads())[2] !== 'Website'; times++) {
      const order = (await heads()).join();
      await moved.click();
      await expect.poll(async () => (await heads()).join(), SOON).not.toBe(order);
    }
    expect((await heads())[2]).toBe('Website');
    await page.keyboard.press('Escape');
    const head = page.getByRole('columnheader', { name: 'Website' });
    const before = await head.boundingBox();
    if (!before) throw new Error('no column');
    await page.mouse.move(before.x + before.width - 3, before.y + before.height / 2);
    await page.mouse.down();
    await page.mouse.move(before.x + before.width + 77, before.y + before.height / 2, { steps: 4 });
    await page.mouse.up();
    const kept = async () => ((await (await page.request.get('/api/v1/preferences')).json()) as { columns?: Record<string, string[]> }).columns?.customers?.indexOf('website');
    await expect.poll(kept, SOON).toBe(1);
    await page.reload();
    await head.waitFor();
    expect((await heads())[2]).toBe('Website');
    expect(Math.round(((await head.boundingBox())?.width ?? 0) - before.width)).toBeGreaterThan(70);
    await press('Columns');
    await press('As at first', picker);
    await expect.poll(heads, SOON).not.toContain('Website');
    await leave();
  });

  test('filters by sentences: by the name of another record, and by when a record was changed', async () => {
    const [made] = await some(['Berit Listing']);
    const customer = (await all('name = "Berit Listing"'))[0] ?? made;
    await forget(program, 'deals', 'name ^ "Lists: "');
    const bridge = await call(program, 'POST', '/deals', { name: 'Lists: a bridge', customer: customer?.id });
    await call(program, 'POST', '/deals', { name: 'Lists: a tunnel' });
    const { page, say, press, button, rows, leave } = await at('/records/deals', 'zh-CN');
    await press('Filter');
    const popover = page.getByRole('dialog', { name: say('Add a filter') });
    await popover.getByRole('combobox').fill('customer');
    await page.keyboard.press('Enter');
    await popover.getByRole('button', { name: say('Value') }).click();
    await page.getByLabel(say('Search'), { exact: true }).last().fill('Berit');
    await page.getByRole('button', { name: 'Berit Listing' }).click();
    await press('Apply', popover);
    await page.getByRole('button', { name: /Berit Listing/ }).first().waitFor();
    await expect.poll(() => rows.count(), SOON).toBe(2);
    await rows.nth(1).getByText('Lists: a bridge').waitFor();

    await press('Filter');
    await popover.getByRole('combobox').fill('updated');
    await page.keyboard.press('Enter');
    await popover.getByLabel(say('Value')).fill('2031-01-01');
    await press('Apply', popover);
    await page.getByText(say('Nothing fits the filter')).waitFor();
    await button('Clear the filter').click();
    await expect.poll(() => rows.count(), SOON).toBeGreaterThan(2);
    await call(program, 'POST', '/deals:batch', { items: [{ op: 'delete', id: bridge.id }] });
    await leave();
  });

  test('saves a list under a name, comes back to it, and takes it away', async () => {
    await some(['Anna Listing', 'Berit Listing']);
    const mine = async (page: Page) => (((await (await page.request.get('/api/v1/views?object=customers')).json()) as { items: { id: string; name: string }[] }).items.filter((view) => view.name === 'Annas of the harbour'));
    const { page, press, button, fill, leave } = await at(where(here, { field: 'name', is: 'starts', value: 'Anna' }));
    for (const { id } of await mine(page)) await page.request.delete(`/api/v1/views/${id}`, { headers: { 'sec-fetch-site': 'same-origin' } });
    await press('All');
    await press('Save as a new view…');
    await fill('Name', 'Annas of the harbour', page.getByRole('dialog'));
    await press('Save', page.getByRole('dialog'));
    await page.getByRole('button', { name: 'Annas of the harbour' }).waitFor();
    await page.goto('/records/customers');
    await press('All');
    await page.getByRole('menuitem', { name: 'Annas of the harbour' }).click();
    await expect.poll(() => page.getByRole('row').count(), SOON).toBe(2);
    await page.getByRole('button', { name: 'Annas of the harbour' }).click();
    await page.getByRole('menuitem', { name: /^Delete “Annas/ }).click();
    await press('Delete the view', page.getByRole('dialog'));
    await button('All').waitFor();
    await expect.poll(() => mine(page), SOON).toEqual([]);
    await leave();
  });

  test('edits on the cell, sees a refusal taken back, and decides where somebody else was faster', async () => {
    const [anna] = await some(['Anna Listing']);
    if (!anna) throw new Error('nobody is there');
    await call(program, 'PATCH', `/customers/${anna.id}`, { contact_name: null });
    const { page, say, press, rows, leave } = await at(`${where(here, { field: 'name', is: 'is', value: 'Anna Listing' })}&columns=${encodeURIComponent(JSON.stringify(['name', 'email', 'contact_name']))}`);
    const cell = (column: number) => rows.nth(1).getByRole('gridcell').nth(column);
    const editor = page.getByRole('dialog').last();
    const write = async (column: number, text: string) => {
      await cell(column).dblclick();
      await editor.getByRole('textbox').first().fill(text);
      await press('Save', editor);
    };
    await write(3, 'Anna herself');
    await page.getByText(/saved$/).first().waitFor();
    await expect.poll(async () => (await call(program, 'GET', `/customers/${anna.id}`)).contact_name, SOON).toBe('Anna herself');

    // Longer than the field takes: shown at first, then taken back with the reason.
    await write(3, 'x'.repeat(20_000));
    await page.getByRole('region', { name: say('Messages') }).getByText(/./).last().waitFor();
    await expect.poll(() => cell(3).innerText(), SOON).toBe('Anna herself');

    await cell(3).dblclick();
    await editor.getByRole('textbox').first().waitFor();
    // The list hears of changes by others, so the change has to come while nothing is heard.
    await page.route('**/api/v1/events', (route) => route.abort());
    await page.route('**/api/v1/customers?**', (route) => route.abort());
    await call(program, 'PATCH', `/customers/${anna.id}`, { contact_name: 'Somebody else' });
    await editor.getByRole('textbox').first().fill('Anna again');
    await press('Save', editor);
    const conflict = page.getByRole('dialog', { name: say('Somebody else changed this record meanwhile') });
    await conflict.getByText('Somebody else', { exact: true }).waitFor();
    await conflict.getByText('Anna again').waitFor();
    await press('Use mine', conflict);
    await expect.poll(async () => (await call(program, 'GET', `/customers/${anna.id}`)).contact_name, SOON).toBe('Anna again');
    await leave();
  });

  test('changes all that fit a filter at once after a look, and takes it back later', async () => {
    await forget(program, 'customers', 'name ^ "Bulk "');
    const names = Array.from({ length: 130 }, (_, index) => `Bulk ${String(index).padStart(3, '0')}`);
    const made = await call(program, 'POST', '/customers:batch', { items: names.map((name) => ({ op: 'create', record: { name, city: 'Bulkhaven' } })) });
    expect(made.items).toHaveLength(130);
    const { page, say, press, button, choose, leave } = await at(where({ field: 'city', is: 'is', value: 'Bulkhaven' }), 'zh-CN');
    await page.getByLabel(say('Select all that are loaded')).check();
    await button('Select all {all}').click();
    await page.getByText(say('{count} selected')).filter({ hasText: '130' }).waitFor();
    await press('Edit a field…');
    const dialog = page.getByRole('dialog');
    await choose('Field', /^城市|City/);
    await dialog.getByLabel(say('New value')).fill('Newhaven');
    await dialog.getByRole('table', { name: say('What would change') }).getByText('Bulk 1').first().waitFor();
    await dialog.getByRole('button', { name: say('{0, plural, one {Change # record} other {Change # records}}') }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(async () => (await all('city = "Newhaven"')).length, SOON).toBe(130);

    // Somebody goes on with one of them; that one is left alone. The way back is there on another screen and back, too.
    const [first] = await all('name = "Bulk 000"');
    await call(program, 'PATCH', `/customers/${first?.id}`, { city: 'Elsewhere' });
    await page.getByRole('navigation').first().getByRole('link', { name: say('Home') }).first().click();
    await page.goBack();
    await button('Undo', page.getByRole('main')).click();
    await page.getByText(say('{0} are as before')).waitFor();
    await page.getByText(say('{0} were changed since by somebody else and stay as they are now.')).waitFor();
    await expect.poll(async () => (await all('city = "Bulkhaven"')).length, SOON).toBe(129);
    expect((await all('name = "Bulk 000"'))[0]?.city).toBe('Elsewhere');
    const rest = [...(await all('city = "Bulkhaven"')), ...(await all('city = "Elsewhere"'))];
    await call(program, 'POST', '/customers:batch', { items: rest.map((row) => ({ op: 'delete', id: row.id })) });
    await leave();
  });

  test('takes the list along as a file, as it is filtered', async () => {
    await some(['Anna Listing', 'Berit Listing']);
    const { page, press, leave } = await at(where(here, { field: 'name', is: 'starts', value: 'Berit' }));
    await page.getByRole('main').getByRole('button', { name: 'More', exact: true }).click();
    await press('Export…');
    await page.getByRole('dialog').getByLabel('File').selectOption('csv');
    const [download] = await Promise.all([page.waitForEvent('download'), press('Export', page.getByRole('dialog'))]);
    const text = await readFile(await download.path(), 'utf8');
    expect(text).toContain('Berit Listing');
    expect(text).not.toContain('Anna Listing');
    await leave();
  });

  test('writes a new customer, and hears that one with this phone is known', async () => {
    const phone = '+8613800420042';
    for (const old of await all('name = "Cui Listing" OR name = "Dai Listing"')) await call(program, 'POST', '/customers:batch', { items: [{ op: 'delete', id: old.id }] });
    await call(program, 'POST', '/customers', { name: 'Cui Listing', phone: [phone] });
    const { page, say, press, leave } = await at(where(here), 'zh-CN');
    await press('New');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').first().fill('Dai Listing');
    await dialog.locator('input[type=tel]').first().fill(phone);
    await dialog.getByRole('link', { name: 'Cui Listing' }).waitFor();
    await dialog.locator('input[type=tel]').first().fill('');
    await dialog.getByText(say('Known already:')).waitFor({ state: 'detached' });
    await press('Create', dialog);
    await page.getByRole('heading', { name: 'Dai Listing' }).waitFor();
    expect(await all('name = "Dai Listing"')).toHaveLength(1);
    await leave();
  });
});

inDemo('somebody who looks for something', ({ program, browser }) => {
  const NAME = '杭州灵隐茶业';

  test('finds a customer by the first letters of its sounds, in the palette and on the page of results', async () => {
    await forget(program, 'customers', `name = "${NAME}"`);
    const made = await call(program, 'POST', '/customers', { name: NAME });
    const person = await signedIn(browser(), program, { language: 'zh-CN' }, visitor);
    const { page, say } = person;
    await person.job('find a customer by key', async () => {
      await page.keyboard.press('ControlOrMeta+k');
      await page.getByRole('combobox', { name: say('Search or go to') }).fill('hzlycy');
      await page.getByRole('option', { name: NAME }).waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: NAME }).waitFor();
    });
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox', { name: say('Search or go to') }).fill('灵隐');
    await page.getByRole('option', { name: say('All results for “{question}”') }).click();
    await expect.poll(() => page.url(), SOON).toContain('/search?q=');
    await page.getByRole('main').getByRole('link', { name: NAME }).waitFor();
    // What can be done is found by its sounds as well.
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox', { name: say('Search or go to') }).fill('sswg');
    await page.getByRole('option', { name: say('Dark appearance') }).click();
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme), SOON).toBe('dark');
    await fetch(`${program.address}/api/v1/customers/${made.id}`, { method: 'DELETE', headers: { authorization: `Bearer ${program.key}` } });
    await person.leave();
  });
});
