import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeNamed } from './support/again';
import { call } from './support/api';
import { inDemo, type Person, signedIn, somebody } from './support/person';
import { program as programPath } from './support/program';

const PASSWORD = 'correct horse battery';

inDemo('somebody who answers for the installation', ({ program, browser }) => {
  /** A tab of the settings. */
  async function settings(person: Person, tab: string) {
    await person.go('Settings');
    await person.press(tab, person.page.getByRole('main'));
  }

  test('makes a backup, sees that it is whole and how it is brought back, and that works', async () => {
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    const before = ((await call(program, 'GET', '/backups')).items as unknown[]).length;
    await settings(person, 'System and backups');
    if (before === 0) await person.sees('No backup was made here yet.');
    const table = page.getByRole('table', { name: say('Backups') });
    await person.job('back up', async () => {
      await person.press('Back up now');
      await expect.poll(() => table.getByText(say('Read again, whole')).count(), { timeout: 60_000 }).toBe(before + 1);
    });
    await expect.poll(() => table.getByRole('row').count()).toBe(before + 2);
    const command = await page.getByText(/^rapport restore /).first().innerText();
    const file = /backups\/(\S+)/.exec(command)?.[1] ?? '';
    expect(await table.innerText()).toContain(file);
    // The command holds what it says, in a folder of its own here.
    const folder = mkdtempSync(join(tmpdir(), 'rapport-restored-'));
    try {
      execFileSync(programPath(), ['restore', join(program.folder, 'data', 'backups', file), '--data', join(folder, 'data'), '--force'], { stdio: 'pipe' });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    await person.leave();
  });

  test('adds a channel, learns that it does not arrive, mends it, and a message arrives', async () => {
    await removeNamed(program, '/alert-channels', 'Duty room');
    const heard: { headers: Record<string, unknown>; body: string }[] = [];
    const listener = createServer((request, answer) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        heard.push({ headers: request.headers, body });
        answer.end();
      });
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const { port } = listener.address() as AddressInfo;
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    // What lies inside of the own network must be named first.
    await settings(person, 'Network');
    const addresses = page.getByLabel(say('Addresses inside of the network'));
    const before = await addresses.inputValue();
    await addresses.fill(`${before}\n127.0.0.1`);
    const ports = page.getByLabel(say('Ports besides the usual ones'));
    await ports.fill([await ports.inputValue(), String(port)].filter(Boolean).join(', '));
    await person.press('Save', page.getByRole('main'));
    await person.sees('Saved');

    await settings(person, 'Alerts');
    await person.press('Add a channel');
    const dialog = page.getByRole('dialog');
    await person.press('Web address', dialog);
    await person.fill('Name', 'Duty room', dialog);
    await person.fill('Address', `http://127.0.0.1:${port}/alerts`, dialog);
    await person.press('Make one', dialog);
    await person.press('Save', dialog);
    await dialog.waitFor({ state: 'detached' });
    const row = page.getByRole('row', { name: /Duty room/ });
    const test = async () => {
      await row.getByRole('button', { name: say('More about {0}') }).click();
      await person.press('Send a test');
    };
    await test();
    await row.getByText(say('arrived'), { exact: true }).waitFor();
    expect(heard).toHaveLength(1);
    expect(JSON.parse(heard[0]?.body ?? '{}')).toMatchObject({ type: 'alert.test', data: { name: 'Duty room' } });
    expect(heard[0]?.headers['webhook-signature']).toMatch(/^v1,/);

    listener.close();
    listener.closeAllConnections();
    await test();
    await row.getByText(say('did not arrive'), { exact: true }).waitFor();
    await row.getByRole('button', { name: say('More about {0}') }).click();
    await person.press('Remove…');
    await person.press('Remove', page.getByRole('dialog'));
    await row.waitFor({ state: 'detached' });
    await person.leave();
  });

  /** Who is invited, anew with each try, and their password by now. */
  let invited = '';
  let password = PASSWORD;

  test('invites somebody, who sets a password, is given another role and is refused what the role may not', async () => {
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    await person.go('People and roles');
    await person.press('Add a person');
    const dialog = page.getByRole('dialog');
    await person.fill('Full name', 'Zhao Min', dialog);
    invited = `zhao.min.${Date.now()}@example.com`;
    password = PASSWORD;
    await person.fill('E-mail', invited, dialog);
    await dialog.getByLabel(say('Language')).selectOption('zh-CN');
    await person.press('Add and make the link', dialog);
    const link = await page.getByLabel(say('The link')).inputValue();
    await person.press('I have passed it on', dialog);

    const guest = await somebody(browser(), program, { language: 'zh-CN' });
    await guest.page.goto(link);
    await guest.press('Set a password');
    await guest.fill('New password', PASSWORD);
    await guest.press('Set the password', guest.page.getByRole('dialog'));
    await guest.sees('The password is set');
    // An editor may change records, but not see who else is here.
    await guest.page.goto('/records/customers');
    await guest.button('New').waitFor();
    expect(await guest.page.getByRole('link', { name: guest.say('People and roles') }).count()).toBe(0);

    const row = page.getByRole('row', { name: new RegExp(invited) });
    const roles = ((await call(program, 'GET', '/roles')).roles as { name: string; label: { en: string } }[]).map((role) => role.label.en);
    const choice = row.getByRole('combobox');
    await expect.poll(() => choice.locator('option').allInnerTexts()).toEqual(roles);
    await choice.selectOption('reader');
    await page.getByText(say('{0} is {1} now')).waitFor();
    // Who loses rights signs in again.
    await guest.page.reload();
    await guest.fill('E-mail', invited);
    await guest.fill('Password', password);
    await guest.press('Sign in', guest.page.locator('form'));
    await guest.page.getByRole('navigation').first().waitFor();
    await guest.page.goto('/records/customers');
    await guest.page.getByRole('row').nth(3).waitFor();
    expect(await guest.button('New').count()).toBe(0);
    // Not only the button is gone: the server refuses too, and what is not for them says so.
    expect((await guest.page.request.post('/api/v1/customers', { data: { name: 'X' }, headers: { 'sec-fetch-site': 'same-origin' } })).status()).toBe(403);
    await guest.page.goto('/people');
    await guest.page.getByRole('row', { name: new RegExp(invited) }).waitFor();
    expect([await guest.button('Add a person').count(), await guest.page.getByRole('combobox').count()]).toEqual([0, 0]);
    await guest.page.goto('/keys');
    await guest.page.getByRole('alert').waitFor();
    await guest.leave();

    // The table of rights is the server's.
    const rights = page.getByRole('table', { name: say('What each role may do') });
    const allowed = async (may: string) => {
      await rights.getByRole('row', { name: say(may) }).waitFor();
      const marks = await rights.getByRole('row', { name: say(may) }).getByRole('img').evaluateAll((icons) => icons.map((icon) => icon.getAttribute('aria-label')));
      return roles.filter((_, index) => marks[index] === 'yes').sort();
    };
    expect(await allowed('See records, runs, problems and duplicates')).toEqual(['Administrator', 'Editor', 'Reader']);
    expect(await allowed('Create, change, merge and delete records')).toEqual(['Administrator', 'Editor']);
    expect(await allowed('Import files, repair and replay rows, undo')).toEqual(['Administrator', 'Editor']);
    for (const may of ['Connect systems, set up and widen syncs', 'Change objects and fields', 'Add people, make API keys, change settings', 'Make backups and see how the system is']) expect(await allowed(may)).toEqual(['Administrator']);
    await person.press('Show every operation');
    await page.getByText('GET /roles').waitFor();
    await person.leave();
  });

  test('changes the own password, which ends all other sessions, and ends a single one', async () => {
    const signIn = async (): Promise<Person> => {
      const one = await somebody(browser(), program, { language: 'zh-CN' });
      await one.page.goto('/');
      await one.fill('E-mail', invited);
      await one.fill('Password', password);
      await one.press('Sign in', one.page.locator('form'));
      await one.page.getByRole('navigation').first().waitFor();
      return one;
    };
    const [here, there] = [await signIn(), await signIn()];
    await here.page.goto('/settings');
    const sessions = here.page.getByRole('table', { name: here.say('Sessions') });
    // Header, this one, the other one, and the one that came by the link.
    await sessions.getByRole('row').nth(2).waitFor();
    const count = await sessions.getByRole('row').count();
    await sessions.getByRole('button', { name: here.say('End the session {0}') }).first().click();
    await here.sees('The session has ended');
    await expect.poll(() => sessions.getByRole('row').count()).toBe(count - 1);

    await here.fill('Present password', 'not my password');
    const better = `a better horse battery ${Date.now()}`;
    await here.fill('New password', better);
    await here.press('Change the password');
    await here.page.getByRole('main').locator('[aria-invalid=true], [role=alert]').first().waitFor();
    await here.fill('Present password', password);
    await here.press('Change the password');
    await here.sees('The password is changed. All other sessions have ended.');
    password = better;
    await expect.poll(() => sessions.getByRole('row').count()).toBe(2);
    // The other window stands before the door at its next step.
    await there.page.goto('/records/customers');
    await there.page.getByLabel(String(there.say('Password'))).waitFor();
    await there.leave();
    await here.leave();
    await (await signIn()).leave();
  });
});
