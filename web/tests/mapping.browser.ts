import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeSync } from './support/again';
import { call } from './support/api';
import { inDemo, type Person, signedIn } from './support/person';
import { cells, corrected } from './support/spreadsheet';

inDemo('somebody who maps fields', ({ program, browser }) => {
  async function draft(name: string): Promise<string> {
    const mapping = { version: 1, object: 'customers', fields: [{ from: 'Id', to: 'external_id' }, { from: 'Name', to: 'name' }] };
    const sync = await makeSync(program, { name, connection: 'Salesforce (simulated)', stream: 'Contact', object: 'customers', source: name, mapping });
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
    const id = await draft(`Drag ${language}`);
    const person = await signedIn(browser(), program, { language });
    const { page, say } = person;
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
    const id = await draft('Keys');
    const person = await signedIn(browser(), program);
    const { page, say } = person;
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

  test('edits the mapping as a table: what is wrong is told row by row, and what is right is saved by hand alone', async () => {
    const id = await draft('Table');
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    await open(person, 'Table');
    await person.press('Excel');
    const [download] = await Promise.all([page.waitForEvent('download'), person.press('Download as a table')]);
    const file = readFileSync(await download.path());
    const table = cells(file);
    expect([table.get('A1'), table.get('B1'), table.get('A2'), table.get('B3')]).toEqual(['source field / 来源字段', 'target field / 目标字段', 'Id', 'name']);

    const pick = async (opens: string, values: Record<string, string>) => {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), person.press(opens)]);
      await chooser.setFiles({ name: 'mapping.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: corrected(file, values) });
    };
    await person.press('Excel');
    await pick('Read a table…', { A3: 'Nmae', B2: 'external_idd' });
    const faults = page.getByRole('dialog').getByRole('listitem');
    await faults.nth(1).waitFor();
    expect(await faults.allInnerTexts()).toEqual([expect.stringMatching(/Row 2\s+.*did you mean "external_id"/), expect.stringMatching(/Row 3\s+.*no column "Nmae"; did you mean "Name"/)]);
    // The label of a field is as good as its name; a transform and a note come along.
    await pick('Read the table again…', { A3: 'Email', B3: 'E-mail', C3: 'lower', I3: 'as on the invoice' });
    await page.locator('[data-rule=email]').waitFor();
    expect(await saved(id)).toEqual({ external_id: 'Id', name: 'Name' });
    await person.press('Save');
    await page.getByText(say('Saved as version {0}')).waitFor();
    expect(await saved(id)).toEqual({ external_id: 'Id', email: 'Email' });
    const sync = await call(program, 'GET', `/syncs/${id}`);
    expect(sync.definition.mapping.fields[1]).toMatchObject({ transforms: ['lower'], note: 'as on the invoice' });
    await person.leave();
  });
});
