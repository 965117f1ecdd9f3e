import { expect, test } from 'vitest';
import { makeSync } from './support/again';
import { call } from './support/api';
import { inDemo, type Person, signedIn } from './support/person';

interface Suggestion {
  column: string;
  target: string | null;
  reason: { en: string; zh: string };
}

inDemo('somebody who says what values mean', ({ program, browser }) => {
  let person: Person;
  let sync = '';

  const rule = (target: string) => person.page.locator(`[data-rule="${target}"]`);
  const more = async (target: string, entry: string) => {
    await rule(target).getByRole('button', { name: /^More about/ }).click();
    await person.press(entry);
  };
  const bar = () => person.page.getByRole('status').filter({ hasText: 'required fields mapped' });

  test('gives names by a table of values, a value where there is none, and says what each row must have', async () => {
    const fields = [['Id', 'external_id'], ['Name', 'name'], ['MailingCity', 'city'], ['Department', 'industry']].map(([from, to]) => ({ from, to }));
    sync = (await makeSync(program, { name: 'Values', connection: 'Salesforce (simulated)', stream: 'Contact', object: 'customers', source: 'Values', mapping: { version: 1, object: 'customers', fields }, triggers: {} })).id;
    person = await signedIn(browser(), program);
    const { page, say } = person;
    await page.goto(`/syncs/${sync}/mapping`);
    const dialog = page.getByRole('dialog');
    await expect.poll(() => rule('city').innerText()).toMatch(/\S\s*$/);

    await more('city', 'Value table…');
    // The value of the sample stands there to begin with.
    const there = await dialog.getByLabel(say('Value there')).inputValue();
    expect(there).not.toBe('');
    await dialog.getByLabel(say('Value here')).fill('The city of the table');
    await person.press('Add a line', dialog);
    await dialog.getByLabel(say('Value there')).last().fill('*');
    await dialog.getByLabel(say('Value here')).last().fill('Another city');
    await person.press('Apply', dialog);
    await rule('city').getByText('The city of the table').waitFor();
    await rule('city').getByRole('button', { name: 'value table: 2' }).waitFor();

    await more('industry', 'Value where there is none…');
    await dialog.getByRole('textbox').fill('unknown here');
    await person.press('Apply', dialog);
    await rule('industry').getByText('else “unknown here”').waitFor();

    await bar().getByText('2 of 2 required fields mapped').waitFor();
    await bar().getByText(/^0 of \d+ samples have problems$/).waitFor();
    await more('city', 'Required in each row');
    await rule('city').getByLabel(say('required')).waitFor();
  });

  test('sees how many samples fail, and goes to one that does', async () => {
    const { page, say } = person;
    // A name is no e-mail address: all that have one fail.
    await rule('name').getByRole('button', { name: say('Add a step') }).click();
    await page.getByRole('combobox', { name: say('Step') }).fill('email');
    await page.keyboard.press('Enter');
    await bar().getByText(/^[1-9]\d* of \d+ samples have problems$/).waitFor();
    const first = await rule('external_id').innerText();
    await person.press('Find one that fails');
    await expect.poll(() => rule('external_id').innerText()).not.toBe(first);
    await expect.poll(() => rule('name').locator('.text-bad').count()).toBeGreaterThan(0);
    await person.press('Undo');
    await bar().getByText(/^0 of \d+ samples have problems$/).waitFor();
  });

  test('reads why each line is proposed, in both languages, and takes none by accident', async () => {
    const { page, say } = person;
    const { definition, connection_id } = await call(program, 'GET', `/syncs/${sync}`);
    const { columns } = (await call(program, 'POST', `/connections/${connection_id}/streams/Contact:suggest`, { object: 'customers' })) as { columns: Suggestion[] };
    const phone = columns.find((each) => each.column === 'MobilePhone');
    expect(phone?.target).toBe('phone');
    await page.getByRole('button', { name: say('Suggestions: {0}') }).click();
    const dialog = page.getByRole('dialog');
    const line = dialog.getByRole('listitem').filter({ hasText: 'Mobile' }).first();
    expect(await line.innerText()).toContain(phone?.reason.en.replace(/\bphone\b/g, 'Phone') ?? '?');
    await line.getByText(/^\d+%$/).waitFor();
    await page.keyboard.press('Escape');
    expect(await rule('phone').count()).toBe(0);
    await person.press('Save');
    await page.getByText(/Saved as version 2/).first().waitFor();
    const saved = (await call(program, 'GET', `/syncs/${sync}`)).definition as { mapping: { fields: { to: string; values?: Record<string, string>; default?: string; required?: boolean }[] } };
    const of = (to: string) => saved.mapping.fields.find((each) => each.to === to);
    expect(Object.values(of('city')?.values ?? {})).toEqual(expect.arrayContaining(['The city of the table', 'Another city']));
    expect(of('city')?.required).toBe(true);
    expect(of('industry')?.default).toBe('unknown here');
    expect(definition.mapping.fields).toHaveLength(4);
    await person.leave();

    const chinese = await signedIn(browser(), program, { language: 'zh-CN' });
    await chinese.page.goto(`/syncs/${sync}/mapping`);
    await chinese.page.getByRole('button', { name: chinese.say('Suggestions: {0}') }).click();
    await expect.poll(() => chinese.page.getByRole('dialog').getByRole('listitem').first().innerText()).toMatch(/[一-鿿]{4,}/);
    await fetch(`${program.address}/api/v1/syncs/${sync}`, { method: 'DELETE', headers: { authorization: `Bearer ${program.key}` } });
    await chinese.leave();
  });
});
