import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { makeSync, removeNamed } from './support/again';
import { call } from './support/api';
import { inDemo, type Person, signedIn } from './support/person';

/** Alerts are looked for every few seconds. */
const NOTICED = { timeout: 90_000, interval: 500 };

/** A mail server of one room (RFC 5321): takes what comes and keeps it. */
async function mailServer(): Promise<{ port: number; letters: string[]; stop: () => void }> {
  const letters: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    let letter: string | undefined;
    let rest = '';
    const say = (line: string) => socket.write(`${line}\r\n`);
    say('220 mail.example.com ready');
    socket.on('data', (part: Buffer) => {
      const lines = (rest + part.toString()).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        if (letter !== undefined && line !== '.') letter += `${line}\n`;
        else if (letter !== undefined) {
          letters.push(letter);
          letter = undefined;
          say('250 taken');
        } else if (line.toUpperCase() === 'DATA') {
          letter = '';
          say('354 go on');
        } else if (line.toUpperCase() === 'QUIT') say('221 bye');
        else say('250 yes');
      }
    });
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.close();
    for (const socket of open) socket.destroy();
  };
  return { port: (server.address() as AddressInfo).port, letters, stop };
}

inDemo('somebody who wants to be told', ({ program, browser }) => {
  const remove = (path: string) => fetch(`${program.address}/api/v1${path}`, { method: 'DELETE', headers: { authorization: `Bearer ${program.key}` } });
  const zoho = async (): Promise<string> => ((await call(program, 'GET', '/connections')).items as { name: string; connector: string }[]).find((each) => each.connector === 'zoho')?.name ?? '';
  const alertOf = async (sync: string, kind: string) => ((await call(program, 'GET', '/alerts?limit=200')).items as { subject: string; kind: string; is_open: boolean }[]).some((alert) => alert.subject === `sync:${sync}` && alert.kind === kind && alert.is_open);

  async function addChannel(person: Person, kind: string, fill: (dialog: ReturnType<Person['page']['getByRole']>) => Promise<void>) {
    await person.page.goto('/settings?part=alerts');
    await person.press('Add a channel');
    const dialog = person.page.getByRole('dialog');
    await person.press(kind, dialog);
    await fill(dialog);
    await person.press('Save', dialog);
    await dialog.waitFor({ state: 'detached' });
  }

  /** Sends a test by the channel, which then says that it arrived. */
  async function tried(person: Person, name: string) {
    const row = person.page.getByRole('row', { name: new RegExp(name) });
    await row.getByRole('button', { name: person.say('More about {0}') }).click();
    await person.press('Send a test');
    await row.getByText(person.say('arrived'), { exact: true }).waitFor();
    await row.getByRole('button', { name: person.say('More about {0}') }).click();
    await person.press('Remove…');
    await person.press('Remove', person.page.getByRole('dialog'));
    await row.waitFor({ state: 'detached' });
  }

  test('is written to by e-mail', async () => {
    await removeNamed(program, '/alert-channels', 'Night watch');
    const mail = await mailServer();
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    // What lies inside of the own network must be named first.
    await page.goto('/settings?part=network');
    for (const [label, value] of [['Addresses inside of the network', '127.0.0.1'], ['Ports besides the usual ones', String(mail.port)]] as const) {
      const field = page.getByLabel(say(label));
      const before = await field.inputValue();
      await field.fill([before, value].filter(Boolean).join(label.startsWith('Ports') ? ', ' : '\n'));
    }
    await person.press('Save', page.getByRole('main'));
    await person.sees('Saved');
    await addChannel(person, 'E-mail', async (dialog) => {
      await person.fill('Name', 'Night watch', dialog);
      await person.fill('Sent to', 'night@example.com', dialog);
      await person.fill('From', 'rapport@example.com', dialog);
      await person.fill('Mail server', '127.0.0.1', dialog);
      await dialog.getByLabel(say('Encryption')).selectOption('plain');
      await person.fill('Port (optional)', String(mail.port), dialog);
    });
    await tried(person, 'Night watch');
    expect(mail.letters).toHaveLength(1);
    expect(mail.letters[0]).toMatch(/^From: .*rapport@example\.com/m);
    expect(mail.letters[0]).toMatch(/^To: .*night@example\.com/m);
    mail.stop();
    await person.leave();
  });

  test('is written to by a messenger, in Chinese', async () => {
    await removeNamed(program, '/alert-channels', '夜班群');
    const messages = async () => (await (await fetch(`${program.control}/wecom/tables/messages/records?limit=1000`)).json()).records as { values: Record<string, unknown> }[];
    const before = (await messages()).length;
    const person = await signedIn(browser(), program, { language: 'zh-CN' });
    await addChannel(person, 'Messenger', async (dialog) => {
      await person.fill('Name', '夜班群', dialog);
      await dialog.getByLabel(new RegExp(`^${String(person.say('Connection'))}`)).selectOption({ label: '企业微信 (simulated)' });
    });
    await tried(person, '夜班群');
    const sent = (await messages()).slice(before);
    expect(sent).toHaveLength(1);
    expect(JSON.stringify(sent)).toContain('夜班群');
    await person.leave();
  });

  test('comes from an alert to where something can be done about it', async () => {
    // As it was before an earlier try.
    await fetch(`${program.control}/zoho/tables/Leads/fields`, { method: 'POST', body: JSON.stringify({ name: 'City', type: 'text' }) });
    const fields = (pairs: string[][]) => pairs.map(([from, to]) => ({ from, to }));
    const stopped = await makeSync(program, { name: 'Told stop', connection: await zoho(), stream: 'Contacts', object: 'customers', source: 'Told stop', mapping: { version: 1, object: 'customers', fields: fields([['id', 'external_id'], ['Email', 'email'], ['Last_Name', 'notes']]) }, limits: { changed_share_max: 0.01 }, triggers: {} });
    const warned = await makeSync(program, { name: 'Told warning', connection: await zoho(), stream: 'Leads', object: 'leads', source: 'Told warning', mapping: { version: 1, object: 'leads', fields: fields([['id', 'external_id'], ['Full_Name', 'name'], ['City', 'city']]) }, triggers: {} });
    const ran = async (sync: string, state: RegExp) => ((await call(program, 'GET', `/runs?sync=${sync}`)).items as { state: string }[]).some((run) => state.test(run.state));
    for (const { id } of [stopped, warned]) {
      await call(program, 'POST', `/syncs/${id}:go-live`, { override: 'tried by hand' });
      await call(program, 'POST', `/syncs/${id}:run`, {}).catch(() => undefined);
    }
    await expect.poll(() => ran(warned.id, /^done/), NOTICED).toBe(true);
    await fetch(`${program.control}/zoho/tables/Leads/fields/City`, { method: 'DELETE' });
    await call(program, 'POST', `/syncs/${warned.id}:run`, {});
    await expect.poll(() => alertOf(stopped.id, 'paused'), NOTICED).toBe(true);
    await expect.poll(() => alertOf(warned.id, 'warning'), NOTICED).toBe(true);

    const person = await signedIn(browser(), program);
    const { page, say } = person;
    await person.go('Alerts');
    const row = (name: string) => page.getByRole('row', { name: new RegExp(name) });
    await row('Told stop').getByText(say('The sync stopped and waits for a person')).waitFor();
    await row('Told stop').getByRole('link', { name: say('Decide') }).click();
    await page.waitForURL(/\/reviews/);
    await person.sees('Run stopped: too much at once');
    await page.goBack();
    await row('Told warning').getByRole('link', { name: say('See the run') }).click();
    await page.waitForURL(/\/runs\/\d+/);
    await page.getByText(say('Columns that the mapping reads have changed: {columns}')).filter({ hasText: 'City' }).first().waitFor();
    await page.goBack();
    await row('Told warning').getByRole('link', { name: 'Told warning' }).click();
    await page.getByRole('heading', { name: 'Told warning' }).first().waitFor();
    await fetch(`${program.control}/zoho/tables/Leads/fields`, { method: 'POST', body: JSON.stringify({ name: 'City', type: 'text' }) });
    for (const { id } of [stopped, warned]) await remove(`/syncs/${id}`);
    // An alert ends with its cause; what was is kept.
    await page.goto('/alerts');
    await expect.poll(() => row('Told stop').count(), NOTICED).toBe(0);
    await page.getByRole('radio', { name: say('All') }).click();
    await page.getByText(say('over')).first().waitFor();
    await person.leave();
  });

  test('reads how the installation is', async () => {
    const person = await signedIn(browser(), program, { language: 'zh-CN' });
    const { page, say } = person;
    await page.goto('/settings?part=system');
    const { version, database } = (await call(program, 'GET', '/system')) as { version: string; database: { version: string } };
    const main = page.getByRole('main');
    await main.getByText(version, { exact: true }).waitFor();
    await main.getByText(new RegExp(`SQLite ${database.version.replaceAll('.', '\\.')}`)).waitFor();
    await main.getByText(say('up to date')).waitFor({ timeout: 60_000 });
    await main.getByRole('meter', { name: say('Disk used: {0}') }).waitFor();
    await main.getByText(say('Last backup')).waitFor();
    await person.leave();
  });
});
