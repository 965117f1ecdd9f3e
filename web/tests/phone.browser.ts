import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { forget, makeSync, settleProblems } from './support/again';
import { call } from './support/api';
import { inDemo, signedIn } from './support/person';

const PHONE = { width: 390, height: 844 };
const SOON = { timeout: 20_000 };

/** Nothing hangs over the right edge, so that nobody has to scroll sideways. */
async function fits(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), page.url()).toBeLessThanOrEqual(0);
}

inDemo('somebody on a phone', ({ program, browser }) => {
  const remove = (path: string) => fetch(`${program.address}/api/v1${path}`, { method: 'DELETE', headers: { authorization: `Bearer ${program.key}` } });

  test('reads the whole name of a run, and each figure in one line', async () => {
    // Rows that no earlier try brought.
    const rows = Array.from({ length: 60 }, (_, row) => `LR${Date.now()}-${row},Of a long name ${row}`).join('\n');
    const body = new FormData();
    body.set('file', new File([`id,name\n${rows}\n`], 'long.csv'));
    body.set('mapping', new Blob([JSON.stringify({ version: 1, object: 'products', fields: [['id', 'external_id'], ['name', 'name']].map(([from, to]) => ({ from, to })) })]));
    const answer = await fetch(`${program.address}/api/v1/imports?object=products&source=${encodeURIComponent('Lists of the northern branches')}`, { method: 'POST', headers: { authorization: `Bearer ${program.key}` }, body });
    const { id } = (await answer.json()) as { id: string };
    await expect.poll(async () => (await call(program, 'GET', `/runs/${id}`)).state, { timeout: 60_000 }).toBe('done');
    const person = await signedIn(browser(), program, PHONE);
    const { page, say } = person;
    await page.goto(`/runs/${id}`);
    const name = page.getByRole('heading', { level: 1 }).getByText('Lists of the northern branches');
    await name.waitFor();
    expect(await name.evaluate((element) => [element.scrollWidth - element.clientWidth, element.scrollHeight - element.clientHeight])).toEqual([0, 0]);
    // As of a long list: what matters is the room.
    const figure = page.getByRole('listitem').filter({ hasText: say('Written') }).locator('span').filter({ hasText: '100%' }).first();
    await figure.evaluate((element) => element.firstChild?.replaceWith('1,000,000 '));
    const lines = await figure.evaluate((element) => element.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(element).lineHeight));
    expect(Math.round(lines)).toBe(1);
    await fits(page);
    await fetch(`${program.address}/api/v1/runs/${id}:rollback`, { method: 'POST', headers: { authorization: `Bearer ${program.key}` } });
    await person.leave();
  });

  test('goes by the menu, and maps a field by its button', async () => {
    const mapping = { version: 1, object: 'customers', fields: [{ from: 'Id', to: 'external_id' }, { from: 'Name', to: 'name' }] };
    const sync = await makeSync(program, { name: 'On the way', connection: 'Salesforce (simulated)', stream: 'Contact', object: 'customers', source: 'On the way', mapping, triggers: {} });
    const person = await signedIn(browser(), program, PHONE);
    const { page, say } = person;
    await page.getByRole('button', { name: say('Menu') }).click();
    await page.getByRole('dialog', { name: say('Menu') }).getByRole('link', { name: say('Syncs') }).click();
    await page.getByText('On the way').first().click();
    await page.getByRole('main').getByRole('button', { name: say('More'), exact: true }).first().click();
    await page.getByRole('menuitem', { name: say('Mapping') }).click();
    await page.getByRole('radio', { name: say('Source'), exact: true }).click();
    await page.getByLabel(say('Find a field')).fill('Email');
    await page.locator('[data-column=Email]').getByRole('button').click();
    await page.getByRole('combobox').last().fill('email');
    await page.keyboard.press('Enter');
    await page.getByRole('radio', { name: say('Rules'), exact: true }).click();
    await page.locator('[data-rule=email]').waitFor();
    await fits(page);
    await person.press('Save');
    await page.getByText(say('Saved as version {0}')).waitFor();
    const saved = (await call(program, 'GET', `/syncs/${sync.id}`)).definition.mapping.fields as { from: string; to: string }[];
    expect(saved.find((rule) => rule.to === 'email')?.from).toBe('Email');
    await remove(`/syncs/${sync.id}`);
    await person.leave();
  });

  test('repairs a refused row in Chinese: from the group to the row, and back to the others', async () => {
    await settleProblems(program, 'Handheld');
    await forget(program, 'customers', 'name = "Visby visitor"');
    const body = new FormData();
    body.set('file', new File(['name,phone,city\n,,Visby\n,,Lund\n'], 'phone.csv'));
    body.set('mapping', new Blob([JSON.stringify({ version: 1, object: 'customers', fields: ['name', 'phone', 'city'].map((name) => ({ from: name, to: name })) })]));
    const answer = await fetch(`${program.address}/api/v1/imports?object=customers&source=Handheld`, { method: 'POST', headers: { authorization: `Bearer ${program.key}` }, body });
    const { id: run } = (await answer.json()) as { id: string };
    await expect.poll(async () => (await call(program, 'GET', `/runs/${run}`)).state, { timeout: 30_000 }).not.toMatch(/queued|running/);
    const person = await signedIn(browser(), program, { ...PHONE, language: 'zh-CN' });
    const { page, say } = person;
    await page.goto('/problems');
    await page.getByRole('main').getByRole('link', { name: /Handheld/ }).click();
    const rows = page.getByRole('list', { name: say('Rows of this problem') }).getByRole('listitem');
    await rows.filter({ hasText: 'Visby' }).getByRole('link').click();
    await page.getByLabel('name', { exact: true }).fill('Visby visitor');
    await fits(page);
    await person.press('Try it out');
    await person.sees('It fits now. Nothing is written yet: replay it to apply it.');
    await person.press('Replay this row');
    await expect.poll(async () => (await call(program, 'GET', `/customers?filter=${encodeURIComponent('name = "Visby visitor"')}`)).items.length, SOON).toBe(1);
    await page.goto('/problems');
    await page.getByRole('main').getByRole('link', { name: /Handheld/ }).click();
    await expect.poll(() => rows.count(), SOON).toBe(1);
    await rows.first().getByRole('link').click();
    await person.press('All rows');
    await rows.first().waitFor();
    await person.press('Leave all out…');
    await page.getByRole('dialog').getByRole('textbox').fill('rows of a test');
    await person.press('Leave out', page.getByRole('dialog'));
    await person.sees('This problem is solved');
    await person.leave();
  });

  test('answers a question and is back at the others', async () => {
    const connection = ((await call(program, 'GET', '/connections')).items as { name: string; connector: string }[]).find((each) => each.connector === 'zoho')?.name;
    const fields = [['id', 'external_id'], ['Email', 'email'], ['Last_Name', 'notes']].map(([from, to]) => ({ from, to }));
    const sync = await makeSync(program, { name: 'Asked on the way', connection, stream: 'Contacts', object: 'customers', source: 'Asked on the way', mapping: { version: 1, object: 'customers', fields }, limits: { changed_share_max: 0.01 }, triggers: {} });
    await call(program, 'POST', `/syncs/${sync.id}:go-live`, { override: 'tried by hand' });
    await call(program, 'POST', `/syncs/${sync.id}:run`, {}).catch(() => undefined);
    const open = async () => ((await call(program, 'GET', '/reviews?limit=200')).items as { id: string; sync: string }[]).find((review) => review.sync === sync.id);
    await expect.poll(open, { timeout: 60_000 }).toBeTruthy();
    const person = await signedIn(browser(), program, PHONE);
    const { page, say } = person;
    await page.goto('/reviews');
    // The newest stands last or first; it is told by its sync once it is open.
    await page.getByRole('list', { name: say('Reviews') }).getByRole('listitem').getByRole('button').first().waitFor();
    await page.goto(`/reviews?id=${(await open())?.id ?? ''}`);
    await page.getByRole('link', { name: 'Asked on the way' }).waitFor();
    await fits(page);
    await page.getByRole('main').getByRole('button', { name: /^Give up the run/ }).click();
    await expect.poll(open, SOON).toBeFalsy();
    await page.getByRole('link', { name: 'Asked on the way' }).waitFor({ state: 'detached' });
    await remove(`/syncs/${sync.id}`);
    await person.leave();
  });

  test('reads on Home in full what is to be done, in both languages', async () => {
    const person = await signedIn(browser(), program, PHONE);
    for (const language of ['en', 'zh-CN'] as const) {
      const { page, say, leave } = language === 'en' ? person : await signedIn(browser(), program, { ...PHONE, language });
      const lines = page.locator('section').filter({ has: page.getByRole('heading', { name: say('To do'), exact: true }) }).getByRole('listitem');
      await lines.first().waitFor();
      expect(await lines.count()).toBeGreaterThan(1);
      // Text that is cut off is larger than the box it is shown in.
      const cut = await lines.locator('a > span').evaluateAll((spans) => spans.filter((span) => span.scrollWidth > span.clientWidth + 1 || span.scrollHeight > span.clientHeight + 1).map((span) => span.textContent));
      expect(cut).toEqual([]);
      await fits(page);
      await leave();
    }
  });
});
