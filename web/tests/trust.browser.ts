import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { forget, makeSync } from './support/again';
import { call } from './support/api';
import { inDemo, signedIn } from './support/person';
import type { Wording } from './support/wording';

inDemo('somebody who looks before a sync acts, and after it did', ({ program, browser }) => {
  const ofConnector = async (connector: string): Promise<{ id: string; name: string }> => {
    const all = (await call(program, 'GET', '/connections')).items as { id: string; name: string; connector: string }[];
    return all.find((each) => each.connector === connector) ?? { id: '', name: '' };
  };

  const REHEARSE = '{0, plural, one {Rehearse # scenario} other {Rehearse # scenarios}}';
  /** A scenario takes a while in a debug build. */
  const PLAYED = { timeout: 90_000 };

  /** Leaves one scenario chosen. */
  async function onlyThe(page: Page, say: Wording, title: string): Promise<void> {
    const boxes = page.getByRole('group', { name: say('What goes wrong') }).getByRole('checkbox');
    await boxes.first().waitFor();
    for (const box of await boxes.all()) await box.uncheck();
    await page.getByRole('checkbox', { name: title, exact: true }).check();
  }

  const remove = (path: string) => fetch(`${program.address}/api/v1${path}`, { method: 'DELETE', headers: { authorization: `Bearer ${program.key}` } });

  /** An import of which two rows name nobody and one is fine. */
  async function refusedRun(): Promise<string> {
    const body = new FormData();
    body.set('file', new File(['name,phone,city\n,,Oslo\nTrust Person,+4720000001,Oslo\n,,Bergen\n'], 'trust.csv'));
    body.set('mapping', new Blob([JSON.stringify({ version: 1, object: 'customers', fields: ['name', 'phone', 'city'].map((name) => ({ from: name, to: name })) })]));
    const answer = await fetch(`${program.address}/api/v1/imports?object=customers&source=Trust`, { method: 'POST', headers: { authorization: `Bearer ${program.key}` }, body });
    const { id } = (await answer.json()) as { id: string };
    await expect.poll(async () => (await call(program, 'GET', `/runs/${id}`)).state, { timeout: 30_000 }).not.toMatch(/queued|running/);
    return id;
  }

  test('chooses refused rows of a run and replays exactly these', async () => {
    const run = await refusedRun();
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    await page.goto(`/runs/${run}`);
    await page.getByRole('tab', { name: new RegExp(String(say('Rows not applied'))) }).click();
    const table = page.getByRole('table', { name: say('Rows not applied') });
    await expect.poll(() => table.getByRole('checkbox').count()).toBe(3);
    await table.getByRole('checkbox').nth(1).check();
    await person.job('replay chosen rows', async () => {
      await page.getByRole('button', { name: /^Replay 1 row$/ }).click();
      await page.getByText(/1 was refused again/).first().waitFor();
    });
    await expect.poll(async () => ((await call(program, 'GET', `/runs/${run}/refused`)).items as { state: string }[]).map((row) => row.state).sort()).toEqual(['ended', 'rejected']);
    await person.leave();
  });

  test('sees how a refused write was sent and answered, and what the run before did', async () => {
    await forget(program, 'customers', 'email = "too.long@trust.example"');
    const made = await call(program, 'POST', '/customers', { name: 'T'.repeat(200), email: 'too.long@trust.example' });
    const outgoing = { key_field: 'External_Id__c', fields: [{ from: 'name', to: 'LastName' }, { from: 'email', to: 'Email' }] };
    const connection = (await ofConnector('salesforce')).name;
    const sync = await makeSync(program, { name: 'Trust out', connection, stream: 'Contact', object: 'customers', source: 'Trust out', direction: 'out', outgoing, filter: 'email : "too.long@trust.example"', triggers: { change: false, push: false } });
    await call(program, 'POST', `/syncs/${sync.id}:go-live`, { override: 'tried by hand' });
    await call(program, 'POST', `/syncs/${sync.id}:run`, {});
    const run = async () => ((await call(program, 'GET', `/runs?sync=${sync.id}`)).items as { id: string; report: { refused?: number } }[]).find((each) => (each.report?.refused ?? 0) > 0)?.id;
    await expect.poll(run, { timeout: 60_000 }).toBeTruthy();
    const person = await signedIn(browser(), program, { language: 'zh-CN' });
    const { page, say } = person;
    await page.goto(`/runs/${await run()}?part=writes`);
    await page.getByRole('row', { name: /STRING_TOO_LONG/ }).click();
    const drawer = page.getByRole('dialog', { name: say('Request and answer') });
    await drawer.getByText('STRING_TOO_LONG').first().waitFor();
    expect(await drawer.innerText()).toMatch(/POST|PATCH/);
    await page.keyboard.press('Escape');
    await remove(`/syncs/${sync.id}`);
    await remove(`/customers/${made.id}`);
    await person.leave();
  });

  /** A draft over the simulated Zoho, apart from the syncs of the demonstration. */
  async function draft(name: string): Promise<string> {
    const fields = [['id', 'external_id'], ['Last_Name', 'name'], ['Email', 'email']].map(([from, to]) => ({ from, to }));
    const connection = (await ofConnector('zoho')).name;
    return (await makeSync(program, { name, connection, stream: 'Contacts', object: 'contacts', source: name, mapping: { version: 1, object: 'contacts', fields }, triggers: {} })).id;
  }

  test('leaves a row of a preview out, takes the rest along as a workbook, and sends it for approval', async () => {
    const sync = await draft('Trust preview');
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    await page.goto(`/syncs/${sync}/preview`);
    const boxes = page.getByRole('main').getByRole('checkbox');
    await boxes.first().waitFor({ timeout: 60_000 });
    await boxes.first().check();
    await page.getByRole('button', { name: /^Leave 1 row out…$/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('a test record of the vendor');
    await person.press('Leave them out', dialog);
    await page.getByText(/Saved as version 2/).first().waitFor();
    await page.getByRole('tab', { name: new RegExp(String(say('Left alone'))) }).click();
    await page.getByText('a test record of the vendor').first().waitFor({ timeout: 60_000 });

    await page.getByRole('button', { name: say('More'), exact: true }).first().click();
    const [download] = await Promise.all([page.waitForEvent('download'), person.press('Download as a workbook')]);
    const file = await readFile(await download.path());
    expect(file.subarray(0, 2).toString()).toBe('PK');

    await page.getByRole('button', { name: say('More'), exact: true }).first().click();
    await person.press('Send for approval…');
    await dialog.getByRole('textbox').fill('before the fair');
    await person.press('Send', dialog);
    await person.sees('Sent for approval');
    const review = ((await call(program, 'GET', '/reviews')).items as { id: string; kind: string; sync: string }[]).find((each) => each.kind === 'plan_approval' && each.sync === sync);
    await page.goto(`/reviews?id=${review?.id ?? ''}`);
    await page.getByText('before the fair').first().waitFor();
    await person.press('Turn down…');
    await dialog.getByRole('textbox').fill('after the fair');
    await person.press('Turn down', dialog);
    await expect.poll(async () => (await call(program, 'GET', `/reviews/${review?.id ?? ''}`)).detail.reason).toBe('after the fair');
    await remove(`/syncs/${sync}`);
    await person.leave();
  });

  test('tries a new secret before it is used, and opens the fake version of a system', async () => {
    const connection = await ofConnector('zoho');
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    await page.goto('/connections?show=sandbox');
    await page.getByRole('main').getByRole('link', { name: new RegExp(connection.name.slice(0, 6)) }).first().waitFor();
    await page.goto(`/connections/${connection.id}`);
    await page.getByRole('button', { name: say('More'), exact: true }).first().click();
    await person.press('New secret…');
    const dialog = page.getByRole('dialog');
    await dialog.locator('input[type=password], textarea').first().fill('not the secret');
    await person.press('Try and use it', dialog);
    await dialog.getByText(say('The new secret does not work. The old one stays in use.')).waitFor({ timeout: 60_000 });
    expect((await call(program, 'GET', `/connections/${connection.id}`)).state).toBe('active');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: say('More'), exact: true }).first().click();
    await person.press('Open the fake version');
    await expect.poll(() => page.getByLabel(say('System'), { exact: true }).inputValue()).toBe('zoho');
    await person.leave();
  });

  test('rehearses with masked records of their own, and reads the report in their language', async () => {
    const { scenarios } = (await call(program, 'GET', '/rehearsals/scenarios')) as { scenarios: { name: string; title: { zh: string } }[] };
    const [scenario] = scenarios;
    const person = await signedIn(browser(), program, { language: 'zh-CN' });
    const { page, say } = person;
    await person.go('Sandbox');
    await person.choose('Sync', /^Zoho CRM contacts/);
    await onlyThe(page, say, scenario?.title.zh ?? '');
    await page.getByLabel(say('Your own records')).selectOption('20');
    const [asked] = await Promise.all([page.waitForRequest((request) => request.url().endsWith(':rehearse')), page.getByRole('button', { name: say(REHEARSE) }).click()]);
    expect(asked.postDataJSON()).toEqual({ scenarios: [scenario?.name], sample: 20 });
    await page.getByRole('heading', { name: new RegExp(scenario?.title.zh ?? '') }).first().waitFor(PLAYED);
    await page.getByText(say('{0, plural, one {It began with # record of yours, masked.} other {It began with # records of yours, masked.}}')).waitFor();
    const lines = page.getByRole('listitem').filter({ has: page.getByRole('img', { name: say('held') }) });
    await expect.poll(() => lines.count()).toBeGreaterThan(5);
    expect(await page.getByRole('img', { name: say('broken') }).count()).toBe(0);
    // The numbers too are in the language of the page.
    expect((await lines.allInnerTexts()).filter((line) => /[a-z]{3,} [a-z]{3,} [a-z]{3,}/.test(line))).toEqual([]);
    await page.getByRole('list').getByRole('button', { pressed: true }).getByText(say('All promises held')).waitFor();
    await person.leave();
  });

  test('rehearses a mapping that reads the wrong column, and reads which promise breaks', async () => {
    const { scenarios } = (await call(program, 'GET', '/rehearsals/scenarios')) as { scenarios: { title: { en: string } }[] };
    const fields = [{ from: 'id', to: 'external_id' }, { from: 'Full_Name', to: 'name' }, { from: 'Salutation', to: 'email', required: true }];
    const { id } = await makeSync(program, { name: 'Trust red', connection: (await ofConnector('zoho')).name, stream: 'Contacts', object: 'contacts', source: 'Trust red', mapping: { version: 1, object: 'contacts', fields }, triggers: {} });
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    await page.goto(`/sandbox?sync=${id}`);
    await onlyThe(page, say, scenarios[0]?.title.en ?? '');
    await page.getByRole('button', { name: say(REHEARSE) }).click();
    const broken = page.getByRole('listitem').filter({ has: page.getByRole('img', { name: say('broken') }) });
    await broken.first().waitFor(PLAYED);
    expect((await broken.allInnerTexts()).join('\n')).toMatch(/email/);
    await page.getByRole('list').getByRole('button', { pressed: true }).getByText(say('A promise was broken')).waitFor();
    await remove(`/syncs/${id}`);
    await person.leave();
  });
});
