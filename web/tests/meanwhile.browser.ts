import { expect, test } from 'vitest';
import { makeSync } from './support/again';
import { call } from './support/api';
import { inDemo, type Person, signedIn } from './support/person';

inDemo('two people who change one sync', ({ program, browser }) => {
  const OTHER = { name: 'Zhou Min', email: 'zhou.min@example.com', role: 'admin' };
  const remove = (path: string) => fetch(`${program.address}/api/v1${path}`, { method: 'DELETE', headers: { authorization: `Bearer ${program.key}` } });

  async function draft(name: string): Promise<string> {
    const mapping = { version: 1, object: 'customers', fields: [{ from: 'Id', to: 'external_id' }, { from: 'Name', to: 'name' }] };
    return (await makeSync(program, { name, connection: 'Salesforce (simulated)', stream: 'Contact', object: 'customers', source: name, mapping, triggers: {} })).id;
  }

  async function mapped(id: string): Promise<Record<string, unknown>> {
    const sync = await call(program, 'GET', `/syncs/${id}`);
    return Object.fromEntries((sync.definition.mapping.fields as { from: unknown; to: string }[]).map((rule) => [rule.to, rule.from]));
  }

  async function map({ page }: Person, column: string, target: string): Promise<void> {
    await page.locator(`[data-column=${column}]`).dragTo(page.locator(`[data-target=${target}]`));
    await page.locator(`[data-rule=${target}]`).waitFor();
  }

  test('the second to save the mapping is told who was faster and what is different, and chooses whose rules stay', async () => {
    const id = await draft('Two at once');
    const li = await signedIn(browser(), program);
    const zhou = await signedIn(browser(), program, { language: 'zh-CN' }, OTHER);
    for (const { page } of [li, zhou]) {
      await page.goto(`/syncs/${id}/mapping`);
      await page.locator('[data-column=Email]').waitFor();
    }
    await map(li, 'Email', 'email');
    await map(zhou, 'Phone', 'phone');
    await zhou.press('Save');
    await zhou.sees('Saved as version {0}');

    // What the other one saved does not come in between.
    await li.page.waitForTimeout(1_500);
    await li.page.locator('[data-rule=email]').waitFor();
    await li.press('Save');
    const dialog = li.page.getByRole('dialog');
    await dialog.getByRole('heading', { name: 'Somebody else saved this sync meanwhile' }).waitFor();
    await dialog.getByText(/^Zhou Min saved version 2 on .*; you began with version 1\./).waitFor();
    await dialog.getByRole('row', { name: /^new Phone – Phone$/ }).waitFor();
    expect(await mapped(id)).toEqual({ external_id: 'Id', name: 'Name', phone: 'Phone' });
    await li.press('Go on editing', dialog);
    await dialog.waitFor({ state: 'detached' });
    await li.page.locator('[data-rule=email]').waitFor();
    await li.press('Save');
    await li.press('Save mine over theirs', dialog);
    await li.sees('Saved as version {0}');
    expect(await mapped(id)).toEqual({ external_id: 'Id', name: 'Name', email: 'Email' });

    // Who has changed nothing sees what the other one saved, and begins from there.
    await zhou.page.locator('[data-rule=email]').waitFor();
    await zhou.page.locator('[data-rule=phone]').waitFor({ state: 'detached' });
    await map(zhou, 'Phone', 'phone');
    // A call that names no version is for what is there.
    await call(program, 'PATCH', `/syncs/${id}`, { filter: 'name IS NOT NULL' });
    await zhou.press('Save');
    const asked = zhou.page.getByRole('dialog');
    await asked.getByRole('heading', { name: zhou.say('Somebody else saved this sync meanwhile') }).waitFor();
    await asked.getByRole('row', { name: /name IS NOT NULL/ }).waitFor();
    await zhou.press('Take theirs, drop mine', asked);
    await asked.waitFor({ state: 'detached' });
    await zhou.page.locator('[data-rule=phone]').waitFor({ state: 'detached' });
    await zhou.page.locator('[data-rule=email]').waitFor();
    expect(await zhou.button('Save').isDisabled()).toBe(true);
    expect((await call(program, 'GET', `/syncs/${id}`)).version).toBe(4);
    await li.leave();
    await zhou.leave();
    await remove(`/syncs/${id}`);
  });

  test('the rules of a sync that is edited stay those that were opened, and what only the other one changed is kept', async () => {
    const id = await draft('Two at its rules');
    const person = await signedIn(browser(), program);
    const { page } = person;
    await page.goto(`/syncs/${id}?part=definition`);
    const name = page.getByLabel('Name', { exact: true });
    await name.fill('Two at its rules, renamed');
    await call(program, 'PATCH', `/syncs/${id}`, { filter: 'name IS NOT NULL' });
    await page.waitForTimeout(1_500);
    expect(await name.inputValue()).toBe('Two at its rules, renamed');
    await person.press('Save');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('row', { name: /Filter .*name IS NOT NULL/ }).waitFor();
    await person.press('Save mine over theirs', dialog);
    await person.sees('Saved as version {0}');
    const { definition, version } = await call(program, 'GET', `/syncs/${id}`);
    expect([definition.name, definition.filter, version]).toEqual(['Two at its rules, renamed', 'name IS NOT NULL', 3]);

    await person.leave();
    await remove(`/syncs/${id}`);
  });
});
