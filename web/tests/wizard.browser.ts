import { expect, test } from 'vitest';
import { removeNamed } from './support/again';
import { call } from './support/api';
import { inDemo, type Person, signedIn } from './support/person';

inDemo('somebody who makes a sync without writing code', ({ program, browser }) => {
  let person: Person;
  /** Channels that people may be told by. */
  let watches: string[] = [];

  const remove = (path: string) => fetch(`${program.address}/api/v1${path}`, { method: 'DELETE', headers: { authorization: `Bearer ${program.key}` } });

  test('says which records by sentences, and sees how many fit', async () => {
    await removeNamed(program, '/alert-channels', 'Day watch', 'Night watch');
    const watch = (name: string) => call(program, 'POST', '/alert-channels', { name, kind: 'webhook', settings: { url: 'https://alerts.example.com/rapport' }, secrets: { secret: `whsec_${btoa('a secret of thirty-two bytes, yes')}` } });
    watches = (await Promise.all(['Day watch', 'Night watch'].map(watch))).map((channel) => channel.id);
    person = await signedIn(browser(), program);
    const { page, say } = person;
    await page.goto('/syncs/new');
    await person.choose('Connection', /^Salesforce/);
    await person.choose('Stream', /^Contact/);
    await person.choose('Object', /^Contacts/);
    await page.getByRole('button', { name: 'Next: Which records' }).click();
    const all = await page.getByText(/^(About )?[\d,]+ of [\d,]+ (fit|rows of the source fit)/).first().innerText();
    const [fit = '', looked = ''] = all.match(/[\d,]+/g) ?? [];
    expect(fit).toBe(looked);
    await person.job('filter by a sentence', async () => {
      await person.press('Filter');
      await page.getByRole('combobox', { name: say('Field to filter by') }).fill('mail');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').getByRole('combobox').first().selectOption({ label: 'contains' });
      await page.getByRole('dialog').getByRole('textbox', { name: say('Value') }).fill('example.com');
      await page.keyboard.press('Enter');
    });
    // The field is named with the column that feeds it there.
    await page.getByRole('button', { name: /E-mail.*contains.*example\.com/i }).waitFor();
    await person.press('as text');
    expect(await page.getByLabel(/, as text$/).inputValue()).toBe('email ~ "example.com"');
    await page.getByLabel(/, as text$/).fill('email ~ "example.com" AND name = "no such name"');
    await person.sees('None of the rows that were looked at fits.');
    await page.getByLabel(/, as text$/).fill('email ~');
    await person.sees('This filter cannot be read. Look at its text.');
    await page.getByLabel(/, as text$/).fill('email IS NOT NULL');
    await person.press('as sentences');
    await page.getByRole('button', { name: /is filled/ }).waitFor();
    await page.getByRole('table', { name: say('Five of them') }).getByRole('row').nth(1).waitFor();
  });

  test('sees whom the rows meet, and finds the draft again after leaving', async () => {
    const { page, say } = person;
    await page.getByRole('button', { name: 'Next: Who is who' }).click();
    await page.getByRole('list', { name: say('Five of them') }).getByRole('listitem').nth(4).waitFor();
    await page.getByRole('button', { name: 'Next: Mapping' }).click();
    await page.getByRole('button', { name: say('Suggestions: {0}') }).click();
    await page.getByRole('button', { name: say('Take {0}') }).click();
    await page.getByRole('list', { name: say('Rules') }).getByRole('listitem').nth(3).waitFor();
    // Somebody closes the window and comes back later.
    await page.goto('/');
    await page.goto('/syncs/new?step=4');
    await page.getByRole('list', { name: say('Rules') }).getByRole('listitem').nth(3).waitFor();
    await page.getByRole('button', { name: 'Next: Rules' }).click();
  });

  test('sets rules: a plan, fields with a winner of their own, limits; and runs it in the sandbox', async () => {
    const { page, say } = person;
    await page.getByLabel(say('Reads every')).selectOption('cron');
    await page.getByLabel(say('Days'), { exact: true }).selectOption('weekdays');
    await page.getByLabel(say('At'), { exact: true }).fill('06:30');
    expect(await page.getByLabel(say('As text (cron)')).inputValue()).toBe('30 6 * * 1-5');
    await page.getByLabel(say('As text (cron)')).fill('*/10 8-18 * * *');
    await person.sees('This text says more than can be picked, or is not finished.');
    await person.press('Pick a time instead');
    expect(await page.getByLabel(say('As text (cron)')).inputValue()).toBe('0 3 * * *');
    await page.getByRole('radio', { name: say('every hour') }).click();
    await page.getByLabel(say('at minute')).fill('15');
    await person.choose('Field with a rule of its own', /^Phone/);
    await page.getByLabel('Winner of Phone').selectOption('ask');
    await page.getByLabel('Direction of Phone').selectOption('in');
    await page.getByLabel(say('but not for fewer records than')).fill('50');
    await page.getByLabel(say('a full read differs from the one before by more than (%)')).fill('30');
    await page.getByLabel(say('and never for so many deletions')).fill('5');
    await page.getByLabel(say('An empty value there')).selectOption('keep');
    await page.getByLabel(say('What is deleted there')).selectOption('ignore');
    await page.getByRole('radiogroup', { name: say('Who is told') }).getByRole('radio', { name: say('only by these') }).click();
    await page.getByRole('group', { name: say('Who is told') }).getByRole('checkbox', { name: 'Night watch' }).uncheck();
    await person.press('Save and look at the preview');
    await person.press('Run in sandbox');
    await page.waitForURL(/\/sandbox\?sync=/);
    const id = new URL(page.url()).searchParams.get('sync')?.replaceAll('"', '') ?? '';
    const { definition } = await call(program, 'GET', `/syncs/${id}`);
    expect(definition).toMatchObject({
      filter: 'email IS NOT NULL',
      triggers: { schedule: { cron: '15 * * * *', zone: 'Asia/Shanghai' } },
      fields: { phone: { conflict: 'ask', direction: 'in' } },
      limits: { records_min: 50, volume_change_max: 0.3 },
      deletions: { policy: 'ignore', count_free: 5 },
      empty_values: 'keep',
    });
    expect(definition.alert_channels).not.toContain('Night watch');
    expect(definition.alert_channels).toContain('Day watch');
    for (const channel of watches) await remove(`/alert-channels/${channel}`);
    await remove(`/syncs/${id}`);
    await person.leave();
  });
});
