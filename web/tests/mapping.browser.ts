import { expect, test } from 'vitest';
import { call } from './support/api';
import { inDemo, type Person, signedIn } from './support/person';

inDemo('somebody who maps fields', ({ program, browser }) => {
  async function draft(name: string): Promise<string> {
    const mapping = { version: 1, object: 'customers', fields: [{ from: 'Id', to: 'external_id' }, { from: 'Name', to: 'name' }] };
    const sync = await call(program, 'POST', '/syncs', { name, connection: 'Salesforce (simulated)', stream: 'Contact', object: 'customers', source: name, mapping });
    return sync.id;
  }

  async function open(person: Person, name: string) {
    await person.go('Syncs');
    await person.page.getByRole('row', { name: new RegExp(name) }).click();
    await person.button('Mapping', person.page.getByRole('main')).click();
    await person.page.locator('[data-column=Email]').waitFor();
  }

  async function saved(id: string): Promise<Record<string, unknown>> {
    const sync = await call(program, 'GET', `/syncs/${id}`);
    return Object.fromEntries((sync.definition.mapping.fields as { from: string | string[]; to: string }[]).map((rule) => [rule.to, rule.from]));
  }

  test.each(['en', 'zh-CN'] as const)('drags a field of the source onto a field of the record: %s', async (language) => {
    const person = await signedIn(browser(), program, { language });
    const { page, say } = person;
    const id = await draft(`Drag ${language}`);
    await open(person, `Drag ${language}`);
    await person.job(`map by mouse (${language})`, async () => {
      await page.locator('[data-column=Email]').dragTo(page.locator('[data-target=email]'));
      await page.locator('[data-rule=email]').waitFor();
      await page.locator('[data-column=MobilePhone]').dragTo(page.locator('[data-target=phone]'));
      // One more column onto the same rule: both feed it.
      await page.locator('[data-column=Phone]').dragTo(page.locator('[data-rule=phone]'));
      await person.press('Save');
      await page.getByText(say('Saved as version {0}')).waitFor();
    });
    expect(await saved(id)).toEqual({ external_id: 'Id', name: 'Name', email: 'Email', phone: ['MobilePhone', 'Phone'] });
    await person.leave();
  });

  test('does the same by keyboard alone, and takes a step back', async () => {
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    const id = await draft('Keys');
    await open(person, 'Keys');
    const keys = async (...names: string[]) => {
      for (const name of names) await page.keyboard.press(name);
    };
    const connect = async (column: string, target: string) => {
      await page.getByRole('region', { name: say('Fields of the source') }).getByLabel(say('Find a field')).focus();
      await keys('ControlOrMeta+a');
      await page.keyboard.type(column);
      await keys('Tab', 'Enter');
      await page.keyboard.type(target);
      await keys('Enter');
    };
    await connect('Email', 'email');
    await page.locator('[data-rule=email]').waitFor();
    await connect('MobilePhone', 'phone');
    await page.locator('[data-rule=phone]').waitFor();
    await keys('ControlOrMeta+z');
    await page.locator('[data-rule=phone]').waitFor({ state: 'detached' });
    await person.button('Save').focus();
    await keys('Enter');
    await page.getByText(say('Saved as version {0}')).waitFor();
    expect(await saved(id)).toEqual({ external_id: 'Id', name: 'Name', email: 'Email' });
    await person.leave();
  });
});
