import { expect, test } from 'vitest';
import { forget, removeNamed } from './support/again';
import { call } from './support/api';
import { inDemo, type Person, signedIn } from './support/person';

const SOON = { timeout: 90_000 };

interface Lead {
  id: string;
  values: Record<string, unknown>;
}

inDemo('somebody who lets Rapport write to another system', ({ program, browser }) => {
  let person: Person;

  const table = () => `${program.control}/salesforce/tables/Lead/records`;
  /** Leads as the people of the other system see them. */
  const there = async (fits: (lead: Lead) => boolean): Promise<Lead[]> => ((await (await fetch(`${table()}?limit=1000`)).json()) as { records: Lead[] }).records.filter(fits);
  const remove = (path: string) => fetch(`${program.address}/api/v1${path}`, { method: 'DELETE', headers: { authorization: `Bearer ${program.key}` } });
  const line = (field: string) => person.page.locator(`[data-outgoing="${field}"]`);
  const idOf = async (name: string) => ((await call(program, 'GET', '/syncs')).items as { id: string; name: string }[]).find((sync) => sync.name === name)?.id ?? '';
  /** Neither here nor there is anything of an earlier try. */
  const forgotten = async (sync: string, email: string) => {
    await removeNamed(program, '/syncs', sync);
    await forget(program, 'leads', `email = "${email}"`);
    for (const { id } of await there((lead) => lead.values.Email === email)) await fetch(`${table()}/${id}`, { method: 'DELETE' });
  };
  const begin = async (direction: string, name: string) => {
    const { page, say } = person;
    await page.goto('/syncs/new');
    await page.getByRole('radio', { name: say(direction) }).click();
    await person.choose('Connection', /^Salesforce/);
    await person.choose('Stream', /^Lead/);
    await person.choose('Object', /^Leads/);
    await page.getByLabel(say('Name'), { exact: true }).fill(name);
    await page.getByRole('button', { name: 'Next: Which records' }).click();
    await page.getByRole('radio', { name: '100%' }).click();
  };
  const addLine = async (to: string, from: RegExp) => {
    const { page, say } = person;
    await person.press('Add a field');
    const added = page.getByRole('list', { name: say('Fields written to the other system') }).getByRole('listitem').last();
    await added.getByRole('button', { name: /^Field there: / }).click();
    await page.getByRole('combobox', { name: say('Field there') }).fill(to);
    await page.keyboard.press('Enter');
    await added.getByRole('button', { name: /^Field here: / }).click();
    await page.getByRole('option', { name: from }).first().click();
  };
  const onlyWith = async (email: string) => {
    await person.press('as text');
    await person.page.getByLabel(/, as text$/).fill(`email : "${email}"`);
  };

  test('says that Salesforce is kept up to date from here: one way, with a key, steps and a table of values; and a record is made there', async () => {
    await forgotten('Leads out', 'outward@bound.example');
    const made = await call(program, 'POST', '/leads', { name: 'Outward Bound', email: 'outward@bound.example', phone: '+4722000001', company: 'Bound AS' });
    person = await signedIn(browser(), program);
    const { page, say } = person;
    await begin('To the other system', 'Leads out');
    await onlyWith('outward@bound.example');
    await page.getByText('1 record fits.').waitFor();
    await page.getByRole('table', { name: say('Five of them') }).getByText('Outward Bound').waitFor();

    await page.getByRole('button', { name: 'Next: Who is who' }).click();
    await page.getByRole('button', { name: 'Use External Id' }).click();
    await page.getByRole('button', { name: 'Field there that holds our ids: External Id' }).waitFor();

    await page.getByRole('button', { name: 'Next: Mapping' }).click();
    expect(await page.getByRole('button', { name: 'Next: Rules' }).isDisabled()).toBe(true);
    await person.sees('Say which fields are written to the other system.');
    await person.job('map outwards (suggestions)', async () => {
      await page.getByRole('button', { name: say('Suggestions: {0}') }).click();
      await page.getByRole('dialog').getByRole('button', { name: say('Take {0}') }).click();
    });
    await line('Email').waitFor();
    await page.getByLabel(say('Make records there that exist only here')).check();
    await person.sees('New records there also need: {0}');
    await addLine('Last Name', /^Name/);
    await page.getByText(say('New records there also need: {0}')).waitFor({ state: 'detached' });
    // A step on the way out, and none that says what a value means.
    await line('LastName').getByRole('button', { name: say('Add a step') }).click();
    await page.getByRole('combobox', { name: say('Step') }).fill('phone');
    await person.sees('Nothing found');
    await page.getByRole('combobox', { name: say('Step') }).fill('upper');
    await page.keyboard.press('Enter');
    // What a record of ours becomes there.
    await line('LastName').getByText(/OUTWARD BOUND/).waitFor();
    await page.getByRole('group', { name: say('Sample') }).getByText('Sample 1 of 1').waitFor();
    await page.getByText('0 of 1 records have a value that the other system would refuse').waitFor();
    // The same value for all.
    await line('Title').getByRole('button', { name: /^More about/ }).click();
    await person.press('The same value for all…');
    await page.getByRole('dialog').getByRole('textbox').fill('far too long '.repeat(20));
    await page.getByRole('dialog').getByRole('button', { name: say('Apply') }).click();
    await line('Title').getByText(/Longer than the other system takes/).waitFor();
    await page.getByText('1 of 1 records have a value that the other system would refuse').waitFor();
    await person.button('Find one that fails').waitFor();
    await line('Title').getByText(/^always “far too long/).click();
    await page.getByRole('dialog').getByRole('textbox').fill('from Rapport');
    await page.getByRole('dialog').getByRole('button', { name: say('Apply') }).click();
    await line('Title').getByText('always “from Rapport”').waitFor();

    await page.getByRole('button', { name: 'Next: Rules' }).click();
    await page.getByLabel(say('Writes every')).selectOption('5m');
    await page.getByLabel(say('Send a record at most')).selectOption({ label: '3 times' });
    await person.press('Save and look at the preview');
    await page.getByRole('table', { name: say('Written to the other system') }).getByText(/OUTWARD BOUND/).waitFor(SOON);
    expect(await there((lead) => lead.values.Email === 'outward@bound.example')).toEqual([]);
    await page.getByRole('button', { name: say('Go live with {share}%') }).click();
    await page.getByRole('dialog').getByRole('button', { name: say('Go live'), exact: true }).click();
    await person.sees('Live. The first records are being written there.');
    await expect.poll(async () => (await there((lead) => lead.values.Email === 'outward@bound.example')).map((lead) => lead.values), SOON).toMatchObject([{ LastName: 'OUTWARD BOUND', Title: 'from Rapport', External_Id__c: made.id }]);
    expect((await call(program, 'GET', `/syncs/${await idOf('Leads out')}`)).definition.attempts_max).toBe(3);
    await remove(`/syncs/${await idOf('Leads out')}`);
    await remove(`/leads/${made.id}`);
    await person.leave();
  });

  test('keeps both sides equal: what changes there comes, what changes here goes, by a table of values', async () => {
    await forgotten('Leads both ways', 'both@ways.example');
    const created = await fetch(table(), { method: 'POST', body: JSON.stringify({ values: { LastName: 'Bothways', Company: 'Both AS', Email: 'both@ways.example', Status: 'Open - Not Contacted' } }) });
    expect(created.status, await created.clone().text()).toBeLessThan(300);
    person = await signedIn(browser(), program);
    const { page, say } = person;
    await begin('Both ways', 'Leads both ways');
    await onlyWith('both@ways.example');
    await page.getByRole('button', { name: 'Next: Who is who' }).click();
    await page.getByRole('button', { name: 'Use External Id' }).click();
    await page.getByRole('button', { name: 'Next: Mapping' }).click();
    await person.sees('Say which column holds the id in the source.');
    await page.getByRole('button', { name: say('Suggestions: {0}') }).click();
    await page.getByRole('dialog').getByRole('button', { name: say('Take {0}') }).click();
    await page.getByRole('list', { name: say('Rules') }).getByRole('listitem').nth(3).waitFor();
    await page.getByRole('radiogroup', { name: say('Way of the values') }).getByRole('radio', { name: say('To the other system') }).click();
    await person.sees('Say which fields are written to the other system.');
    await page.getByRole('button', { name: say('Suggestions: {0}') }).click();
    await page.getByRole('dialog').getByText(say('Read from the same field there.')).first().waitFor();
    await page.getByRole('dialog').getByRole('button', { name: say('Take {0}') }).click();
    await line('Company').getByRole('button', { name: /^More about/ }).click();
    await person.press('Value table…');
    await page.getByRole('dialog').getByLabel(say('Value here')).fill('Both Ways Ltd');
    await page.getByRole('dialog').getByLabel(say('Value there')).fill('Both Ways Limited');
    await page.getByRole('dialog').getByRole('button', { name: say('Apply') }).click();
    await line('Company').getByText('value table: 1').waitFor();
    await page.getByRole('button', { name: 'Next: Rules' }).click();
    await person.press('Save and look at the preview');
    await page.getByRole('button', { name: say('Go live with {share}%') }).click();
    await page.getByRole('dialog').getByRole('button', { name: say('Go live'), exact: true }).click();
    const ours = async () => (await call(program, 'GET', `/leads?filter=${encodeURIComponent('email : "both@ways.example"')}`)).items[0] as { id: string; company: string } | undefined;
    await expect.poll(ours, SOON).toBeTruthy();
    await page.waitForURL(/\/syncs\/\d+$/);
    const { definition } = await call(program, 'GET', `/syncs/${await idOf('Leads both ways')}`);
    expect(definition).toMatchObject({ direction: 'both', outgoing: { key_field: 'External_Id__c', create: false } });
    await call(program, 'PATCH', `/leads/${(await ours())?.id ?? ''}`, { company: 'Both Ways Ltd' });
    const theirs = async () => (await there((lead) => lead.values.Email === 'both@ways.example'))[0]?.values;
    await expect.poll(async () => (await theirs())?.Company, SOON).toBe('Both Ways Limited');
    await remove(`/syncs/${await idOf('Leads both ways')}`);
    await person.leave();
  });
});
