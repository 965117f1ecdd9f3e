import type { FileChooser } from 'playwright-core';
import { expect, test } from 'vitest';
import { forget, remove, removeNamed, settleProblems } from './support/again';
import { call } from './support/api';
import { turnTo } from './support/browser';
import { keyboard } from './support/keyboard';
import { inDemo, signedIn } from './support/person';
import { screens } from './support/screens';

/** People of its own, whom no earlier try brought: other tests count what the other files bring. The last row names nobody. */
function file() {
  const stamp = String(Date.now());
  const text = `姓名,手机,邮箱,城市,备注\n简小明,137 7713 ${stamp.slice(-4)},key.${stamp}@example.com,上海,\n简小红,139 7713 ${stamp.slice(-4)},,北京,\n,,,,,以后补全\n`;
  return { name: 'keyboard.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
}

/** The ten screens of the work, and those beside them that are full of controls. */
const ROUNDS = ['home', 'customers', 'customer', 'connections', 'connection', 'syncs-new', 'sync', 'sync-mapping', 'sync-preview', 'sync-flow', 'run', 'problems', 'problem', 'duplicates', 'reviews', 'objects-customers', 'sandbox', 'settings'];

/** Buttons that open something, by the screen they stand on. */
const OPENERS = [
  ['/records/customers', 'New'],
  ['/records/customers', 'Filter'],
  ['/records/customers', 'Columns'],
  ['/connections', 'Connect a system'],
  ['/duplicates', 'Change rule…'],
  ['/objects/customers', 'New field'],
  ['/objects/customers', 'Change the object'],
  ['/keys', 'New key'],
  ['/people', 'Add a person'],
] as const;

inDemo('somebody without a mouse', ({ program, browser }) => {
  async function begin() {
    const person = await signedIn(browser(), program);
    return { ...person, keys: keyboard(person.page) };
  }

  test('connects a system, says what is to be kept true, maps it, looks at the preview and goes live', async () => {
    const left = ((await call(program, 'GET', '/syncs')).items as { id: string; connection: string }[]).filter((sync) => sync.connection === 'By hand');
    for (const { id } of left) await remove(program, `/syncs/${id}`);
    await removeNamed(program, '/connections', 'By hand');
    const { page, say, button, keys, leave } = await begin();
    const main = page.getByRole('main');
    const known = (await call(program, 'GET', '/connections')).items.find((each: { connector: string }) => each.connector === 'salesforce');
    await keys.enter(page.getByRole('navigation').first().getByRole('link', { name: say('Connections'), exact: true }));
    const add = main.getByRole('button', { name: say('Connect a system') });
    await keys.enter(add);
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    // Left again, it gives the focus back.
    await keys.press('Escape');
    await expect.poll(() => add.evaluate((element) => element === document.activeElement)).toBe(true);
    await keys.press('Enter');
    await keys.write(dialog.getByLabel(say('Find a system')), 'salesforce');
    await keys.enter(dialog.getByRole('button', { name: /^Salesforce/ }));
    await keys.write(dialog.getByLabel('Name', { exact: false }).first(), 'By hand');
    await keys.write(dialog.getByLabel('My Domain address'), known.settings.login_url);
    await keys.write(dialog.getByLabel('Consumer key'), '3MVG9simulated.consumer.key.7f3a');
    await keys.write(dialog.getByLabel('Consumer secret'), '8E1D0CA75F6B42');
    await keys.press('Enter');
    await page.getByRole('heading', { name: /^By hand/ }).waitFor();
    await main.getByText(say('Works'), { exact: true }).first().waitFor();

    await keys.enter(main.getByRole('link', { name: say('New sync') }));
    await keys.enter(page.getByRole('button', { name: new RegExp(`^${String(say('Stream'))}: `) }));
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    await page.keyboard.type('Contact');
    await keys.press('Enter');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    for (const step of ['Which records', 'Who is who', 'Mapping']) await keys.enter(page.getByRole('button', { name: `Next: ${step}` }));
    await keys.enter(page.getByRole('button', { name: say('Suggestions: {0}') }));
    await keys.enter(page.getByRole('button', { name: say('Take {0}') }));
    await page.getByRole('list', { name: say('Rules') }).getByRole('listitem').nth(3).waitFor();
    await keys.enter(page.getByRole('button', { name: 'Next: Rules' }));
    await keys.enter(button('Save and look at the preview'));
    await page.getByText(say('This is what would happen. Nothing has been changed yet.')).waitFor();
    await keys.enter(page.getByRole('button', { name: say('Go live with {share}%') }));
    await keys.enter(page.getByRole('dialog').getByRole('button', { name: say('Go live'), exact: true }));
    const state = async () => (await call(program, 'GET', '/syncs')).items.find((sync: { connection: string }) => sync.connection === 'By hand')?.state;
    await expect.poll(state, { timeout: 60_000 }).toBe('live');
    await page.getByRole('heading', { name: /Contact/ }).waitFor();
    await leave();
  });

  test('repairs a row, and leaves a note', async () => {
    const note = `The shop forgot the names (${Date.now()}).`;
    await settleProblems(program, 'Keys');
    const body = new FormData();
    body.set('file', new File(['name,phone,city\n,,Turin\n'], 'keys.csv'));
    body.set('mapping', new Blob([JSON.stringify({ version: 1, object: 'customers', fields: ['name', 'phone', 'city'].map((name) => ({ from: name, to: name })) })]));
    const answer = await fetch(`${program.address}/api/v1/imports?object=customers&source=Keys`, { method: 'POST', headers: { authorization: `Bearer ${program.key}` }, body });
    const { id } = (await answer.json()) as { id: string };
    await expect.poll(async () => (await call(program, 'GET', `/runs/${id}`)).state, { timeout: 30_000 }).not.toMatch(/queued|running/);
    const { page, say, button, keys, leave } = await begin();
    await keys.enter(page.getByRole('navigation').first().getByRole('link', { name: say('Problems') }));
    await keys.enter(page.getByRole('main').getByRole('link', { name: /Keys/ }));
    // Tabs are one stop; arrows walk them.
    await keys.to(page.getByRole('tab', { name: say('Data') }));
    await keys.press('ArrowLeft');
    await keys.isSeen('the last tab');
    await keys.write(page.getByLabel(say('Write a note for your colleagues')), note);
    await keys.press('ControlOrMeta+Enter');
    await page.getByRole('listitem').getByText(note).waitFor();
    await page.getByRole('listitem').filter({ hasText: note }).getByText('Lin Wei').waitFor();
    await page.keyboard.press('Shift+Tab');
    await keys.to(page.getByRole('tab', { name: say('Notes') }));
    await keys.press('ArrowRight');
    await keys.write(page.getByLabel('name', { exact: true }), 'Maria Rossi');
    await keys.enter(button('Try it out'));
    await page.getByText(say('It fits now. Nothing is written yet: replay it to apply it.')).waitFor();
    await keys.enter(button('Replay this row'));
    await page.getByText(say('This problem is solved')).first().waitFor();
    // The thread stays, with what was done.
    await page.getByRole('listitem').getByText(note).waitFor();
    await page.getByText(say('{rows, plural, one {replayed # row} other {replayed # rows}}')).first().waitFor();
    await leave();
  });

  test('merges two customers into one', async () => {
    const phone = '+8613700138877';
    await forget(program, 'customers', `phone = "${phone}"`);
    await call(program, 'POST', '/customers', { name: 'Keyboard Trading', phone, city: 'Turin' });
    await call(program, 'POST', '/customers', { name: 'Keyboard Trading Ltd', phone });
    const { page, say, keys, leave } = await begin();
    await keys.enter(page.getByRole('navigation').first().getByRole('link', { name: say('Duplicates') }));
    const card = page.locator('section', { has: page.getByRole('table') }).filter({ hasText: 'Keyboard Trading Ltd' });
    await card.waitFor();
    await keys.enter(card.getByRole('button', { name: say('Merge') }));
    await card.waitFor({ state: 'detached' });
    await leave();
  });

  test('is never lost on a screen: every stop is seen, and the last leads out again', { timeout: 300_000 }, async () => {
    const { page, keys, leave } = await begin();
    const all = await screens(program, program.key);
    expect(all.map(({ name }) => name)).toEqual(expect.arrayContaining(ROUNDS));
    for (const { name, path } of all.filter((screen) => ROUNDS.includes(screen.name))) {
      await turnTo(page, path);
      await keys.round(name);
    }
    await leave();
  });

  test('asks for other words from the palette while a search stands on the page', async () => {
    await forget(program, 'customers', 'name = "Aurora Sought" OR name = "Borealis Sought"');
    for (const name of ['Aurora Sought', 'Borealis Sought']) await call(program, 'POST', '/customers', { name });
    const found = async () => ((await call(program, 'POST', '/customers:search', { q: 'Borealis Sought', limit: 5 })).items as unknown[]).length;
    await expect.poll(found, { timeout: 30_000 }).toBeGreaterThan(0);
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    await page.goto('/search?q=Aurora%20Sought');
    const asked = page.getByRole('searchbox', { name: say('Search all records') });
    await page.getByRole('main').getByRole('link', { name: /^Aurora Sought/ }).waitFor();
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox', { name: say('Search or go to') }).fill('Borealis Sought');
    await page.getByRole('option', { name: say('All results for “{question}”') }).click();
    await page.getByRole('main').getByRole('link', { name: /^Borealis Sought/ }).waitFor();
    expect(await asked.inputValue()).toBe('Borealis Sought');
    await page.getByRole('main').getByRole('link', { name: /^Aurora Sought/ }).waitFor({ state: 'detached' });
    await page.goBack();
    await expect.poll(() => asked.inputValue()).toBe('Aurora Sought');
    await person.leave();
  });

  test('gets the focus back from every dialog, and goes on where the palette leads', async () => {
    const { page, say, keys, leave } = await begin();
    const main = page.getByRole('main');
    const has = (element: Element) => element === document.activeElement;
    for (const [path, opener] of OPENERS) {
      await turnTo(page, path);
      const button = main.getByRole('button', { name: say(opener) }).first();
      await keys.enter(button);
      const dialog = page.locator('dialog[open], [role=dialog]').last();
      await dialog.waitFor();
      expect(await dialog.evaluate((element) => element.contains(document.activeElement)), `focus in “${opener}”`).toBe(true);
      await keys.press('Tab', 'Shift+Tab', 'Escape');
      await dialog.waitFor({ state: 'detached' });
      await expect.poll(() => button.evaluate(has), { message: `focus after “${opener}”` }).toBe(true);
    }
    const palette = page.getByRole('combobox', { name: say('Search or go to') });
    const before = main.getByRole('button', { name: say('New key') });
    await turnTo(page, '/keys');
    await keys.to(before);
    await keys.press('ControlOrMeta+k');
    await palette.waitFor();
    await keys.press('Escape');
    await palette.waitFor({ state: 'detached' });
    await expect.poll(() => before.evaluate(has), { message: 'focus after the palette' }).toBe(true);
    await keys.press('ControlOrMeta+k');
    await palette.fill(String(say('Problems')));
    await page.getByRole('option').filter({ hasText: say('Problems') }).first().waitFor();
    await keys.press('Enter');
    await main.getByRole('heading', { level: 1, name: say('Problems') }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id), { message: 'focus where the palette led' }).toBe('main');
    await leave();
  });

  test('imports a file', async () => {
    const { page, say, keys, leave } = await begin();
    await keys.enter(page.getByRole('navigation').first().getByRole('link', { name: say('Imports') }));
    await keys.enter(page.getByRole('main').getByRole('link', { name: say('Import a file') }));
    // The focus goes to the heading once the screen is there, and a key pressed before that is lost.
    let chooser: FileChooser | undefined;
    for (let tries = 0; tries < 4 && !chooser; tries++) {
      await keys.to(page.locator('input[type=file]'));
      [chooser] = await Promise.all([page.waitForEvent('filechooser', { timeout: 8_000 }).catch(() => undefined), keys.press('Space')]);
    }
    if (!chooser) throw new Error('no file can be chosen by keyboard');
    await chooser.setFiles(file());
    await keys.enter(page.getByRole('button', { name: say('Next: Object') }));
    await keys.write(page.getByLabel(say('Name of the source')), 'Keyboard fair');
    await keys.enter(page.getByRole('button', { name: say('Next: Fields') }));
    const preview = page.getByRole('button', { name: say('Next: Preview'), disabled: false });
    await preview.waitFor();
    await keys.enter(preview);
    const run = page.getByRole('button', { name: say('{0, plural, one {Import # row} other {Import # rows}}'), disabled: false });
    await run.waitFor();
    await keys.enter(run);
    await page.getByText(say('Data problems')).first().waitFor();
    await leave();
  });
});
