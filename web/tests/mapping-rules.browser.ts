import { expect, test } from 'vitest';
import { makeSync } from './support/again';
import { call } from './support/api';
import { inDemo, type Person, signedIn } from './support/person';

inDemo('somebody who makes a mapping exact', ({ program, browser }) => {
  let person: Person;
  let sync = '';

  const remove = (path: string) => fetch(`${program.address}/api/v1${path}`, { method: 'DELETE', headers: { authorization: `Bearer ${program.key}` } });
  const definition = async () => (await call(program, 'GET', `/syncs/${sync}`)).definition as { mapping: { fields: { from: unknown; to: string; transforms?: unknown[] }[] }; fields?: Record<string, unknown> };
  const rule = (target: string) => person.page.locator(`[data-rule="${target}"]`);

  test('adds steps and sees at once what becomes of the sample; an argument is chosen, not typed', async () => {
    const fields = [['Id', 'external_id'], ['Name', 'name'], ['MobilePhone', 'phone'], ['MailingCity', 'city']].map(([from, to]) => ({ from, to }));
    sync = (await makeSync(program, { name: 'Exact', connection: 'Salesforce (simulated)', stream: 'Contact', object: 'customers', source: 'Exact', mapping: { version: 1, object: 'customers', fields }, triggers: {} })).id;
    person = await signedIn(browser(), program);
    const { page, say } = person;
    await page.goto(`/syncs/${sync}/mapping`);
    const add = async (target: string, step: string) => {
      await rule(target).getByRole('button', { name: say('Add a step') }).click();
      await page.getByRole('combobox', { name: say('Step') }).fill(step);
      await page.keyboard.press('Enter');
    };
    await add('city', 'upper');
    await rule('city').getByText(/^[A-Z\p{Script=Han} ]{2,}$/u).last().waitFor();
    await add('phone', 'phone');
    const region = page.getByLabel(say('Country of numbers without one'));
    await region.selectOption({ label: 'China (CN)' });
    await page.getByRole('dialog').getByRole('button', { name: say('Apply') }).click();
    await rule('phone').getByText('phone China (CN)').waitFor();
  });

  test('finds a sample by what stands in it', async () => {
    const { page, say } = person;
    const before = await rule('external_id').innerText();
    await person.press('Next sample');
    await expect.poll(() => rule('external_id').innerText()).not.toBe(before);
    const id = /\w{15,18}/.exec(before)?.[0] ?? '';
    expect(id).not.toBe('');
    await page.getByRole('button', { name: say('Find a sample') }).click();
    await page.getByRole('combobox', { name: say('Find a sample') }).fill(id);
    await page.keyboard.press('Enter');
    await expect.poll(() => rule('external_id').innerText()).toContain(id);
  });

  test('makes a field, locks one, and compares with the version before in words', async () => {
    const { page, say } = person;
    const field = `exact_title_${Date.now() % 1_000_000}`;
    await person.job('new field', async () => {
      await person.press('Add field');
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: /^Fed by: / }).click();
      await page.getByRole('combobox', { name: say('Fed by') }).fill('Title');
      await page.keyboard.press('Enter');
      await dialog.getByLabel(/^Name in the API/).fill(field);
      await person.press('Make the field', dialog);
      await rule(field).waitFor();
    });
    await rule('phone').getByRole('button', { name: /^More about/ }).click();
    await page.getByRole('menuitemcheckbox', { name: say('Lock: this system alone decides') }).or(page.getByRole('menuitem', { name: say('Lock: this system alone decides') })).first().click();
    await rule('phone').getByRole('img', { name: say('This system alone decides') }).waitFor();
    await person.press('Compare');
    const table = page.getByRole('dialog').getByRole('table', { name: say('Rules that differ') });
    await table.getByRole('row', { name: /new.*exact_title|new/ }).first().waitFor();
    expect(await table.innerText()).toMatch(/MailingCity · upper case/);
    await page.keyboard.press('Escape');
    await person.press('Save');
    await page.getByText(/Saved as version 2/).first().waitFor();
    const saved = await definition();
    expect(saved.fields).toEqual({ phone: { direction: 'in', conflict: 'source_wins' } });
    expect(saved.mapping.fields.find((each) => each.to === 'phone')?.transforms).toEqual([{ phone: 'CN' }]);
    expect(saved.mapping.fields.map((each) => each.to)).toContain(field);
  });

  test('reads in Chinese what a version changed, and takes the one before again', async () => {
    const chinese = await signedIn(browser(), program, { language: 'zh-CN' });
    const { page, say } = chinese;
    await page.goto(`/syncs/${sync}?part=versions&version=2`);
    await page.getByRole('table', { name: say('Rules that differ') }).getByText('大写', { exact: false }).first().waitFor();
    await page.getByText(/单独设置规则的字段|“.+”的规则/).first().waitFor();
    expect(await page.getByRole('main').innerText()).not.toContain('mapping ›');
    await page.goto(`/syncs/${sync}?part=versions&version=1`);
    await chinese.press('Use this version again');
    await page.getByText(say('The rules are as in version {version} again')).waitFor();
    expect((await definition()).mapping.fields.map((each) => each.to)).toEqual(['external_id', 'name', 'phone', 'city']);
    await chinese.leave();
  });

  test('is told what a column that is gone may be called now', async () => {
    const { page } = person;
    const before = await definition();
    const fields = [...before.mapping.fields, { from: 'E_Mail_Old', to: 'email' }];
    await call(program, 'PATCH', `/syncs/${sync}`, { mapping: { ...before.mapping, fields } });
    await page.goto(`/syncs/${sync}/mapping`);
    const perhaps = rule('email').getByText(/is perhaps renamed to/);
    await perhaps.waitFor();
    await rule('email').getByRole('button', { name: 'Email', exact: true }).click();
    await perhaps.waitFor({ state: 'detached' });
    await person.press('Save');
    await page.getByText(/Saved as version/).first().waitFor();
    expect((await definition()).mapping.fields.find((each) => each.to === 'email')?.from).toBe('Email');
    await remove(`/syncs/${sync}`);
    await person.leave();
  });
});
