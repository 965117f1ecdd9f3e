import { expect, test } from 'vitest';
import { makeSync } from './support/again';
import { call } from './support/api';
import { inDemo, type Person, signedIn } from './support/person';

inDemo('somebody who looks after a sync', ({ program, browser }) => {
  let person: Person;
  let sync = '';

  const remove = (path: string) => fetch(`${program.address}/api/v1${path}`, { method: 'DELETE', headers: { authorization: `Bearer ${program.key}` } });
  const counts = async (): Promise<Record<string, number>> => call(program, 'GET', `/syncs/${sync}/counts`);
  const state = async () => (await call(program, 'GET', `/syncs/${sync}`)).state as string;
  const more = async (entry: string) => {
    await person.page.getByRole('button', { name: person.say('More'), exact: true }).first().click();
    await person.press(entry);
  };

  test('opens from each number the list of exactly these records', async () => {
    const connection = ((await call(program, 'GET', '/connections')).items as { name: string; connector: string }[]).find((each) => each.connector === 'zoho')?.name;
    const fields = [['id', 'external_id'], ['Last_Name', 'name'], ['Email', 'email']].map(([from, to]) => ({ from, to }));
    const made = await makeSync(program, { name: 'Looked after', connection, stream: 'Contacts', object: 'contacts', source: 'Looked after', mapping: { version: 1, object: 'contacts', fields }, triggers: {} });
    sync = made.id;
    await call(program, 'POST', `/syncs/${sync}:go-live`, { override: 'tried by hand' });
    await call(program, 'POST', `/syncs/${sync}:run`, {});
    await expect.poll(async () => (await counts()).in_sync, { timeout: 60_000 }).toBeGreaterThan(5);
    const [row] = (await call(program, 'GET', `/syncs/${sync}/records?limit=1`)).items as { external_id: string }[];
    await call(program, 'PATCH', `/syncs/${sync}`, { excluded: [{ id: row?.external_id, reason: 'a test of the vendor' }] });
    person = await signedIn(browser(), program);
    const { page, say } = person;
    await page.goto(`/syncs/${sync}`);
    const inSync = (await counts()).in_sync ?? 0;
    await page.getByRole('main').getByRole('link', { name: new RegExp(`^In sync ?${inSync.toLocaleString('en')}`) }).click();
    const table = page.getByRole('table', { name: say('In sync') });
    await expect.poll(() => table.getByRole('row').count()).toBe(Math.min(100, inSync) + 1);
    await page.getByRole('radio', { name: say('Left out') }).click();
    await page.getByRole('table', { name: say('Left out') }).getByText('a test of the vendor').waitFor();
    await page.getByRole('radio', { name: say('Failing') }).click();
    await person.sees('Nothing is failing.');
    await page.getByRole('radio', { name: say('In sync') }).click();
    await table.getByRole('link').first().click();
    await page.waitForURL(/\/records\/contacts\/\d+/);
  });

  test('pauses it, sees that in the stream, and lets it go on', async () => {
    const { page, say } = person;
    await page.goto(`/syncs/${sync}`);
    await more('Pause');
    await expect.poll(state).toBe('paused');
    const stream = page.getByRole('list', { name: say('What happened') });
    await stream.getByText(/^Paused: by /).waitFor();
    await person.press('Go on');
    await expect.poll(state).toBe('live');
    await stream.getByText(/^Paused: by /).waitFor({ state: 'detached' });
  });

  test('reads a span again, and compares both sides', async () => {
    const { page, say } = person;
    const runs = async () => ((await call(program, 'GET', `/runs?sync=${sync}`)).items as { kind: string; report: { mode?: string } | null }[]).map((run) => run.report?.mode ?? run.kind);
    await more('Read again…');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button').last().click();
    await expect.poll(async () => (await runs()).filter((mode) => mode === 'full' || mode === 'range').length, { timeout: 60_000 }).toBeGreaterThan(1);
    // Nothing is compared while it reads.
    const isAtWork = async () => ((await call(program, 'GET', `/runs?sync=${sync}`)).items as { state: string }[]).some((run) => /^(queued|running)$/.test(run.state));
    await expect.poll(isAtWork, { timeout: 60_000 }).toBe(false);
    await person.job('compare both sides', async () => {
      await more('Compare both sides');
      await page.getByText(/^Compared: /).first().waitFor({ timeout: 60_000 });
    });
    await page.getByText(say('The stream')).waitFor();
    await remove(`/syncs/${sync}`);
    await person.leave();
  });

  test('sees in Chinese that a run stopped, where in the stream, and that it was answered', async () => {
    const fields = [['id', 'external_id'], ['Email', 'email'], ['Last_Name', 'notes']].map(([from, to]) => ({ from, to }));
    const connection = ((await call(program, 'GET', '/connections')).items as { name: string; connector: string }[]).find((each) => each.connector === 'zoho')?.name;
    const made = await makeSync(program, { name: 'Stopped once', connection, stream: 'Contacts', object: 'customers', source: 'Stopped once', mapping: { version: 1, object: 'customers', fields }, limits: { changed_share_max: 0.01 }, triggers: {} });
    await call(program, 'POST', `/syncs/${made.id}:go-live`, { override: 'tried by hand' });
    await call(program, 'POST', `/syncs/${made.id}:run`, {});
    const asked = async () => ((await call(program, 'GET', '/reviews')).items as { id: string; sync: string }[]).find((review) => review.sync === made.id);
    await expect.poll(asked, { timeout: 60_000 }).toBeTruthy();
    const chinese = await signedIn(browser(), program, { language: 'zh-CN' });
    const { page, say } = chinese;
    await page.goto(`/syncs/${made.id}`);
    await page.getByRole('list', { name: say('What happened') }).getByText(/已停止并询问：.+条会改变/).click();
    await page.waitForURL(/\/reviews\?id=/);
    // Given up by its key.
    await chinese.sees('Run stopped: too much at once');
    await page.keyboard.press('r');
    await expect.poll(asked).toBeFalsy();
    await page.goto(`/syncs/${made.id}`);
    await page.getByRole('list', { name: say('What happened') }).getByText(say('answered')).first().waitFor();
    await remove(`/syncs/${made.id}`);
    await chinese.leave();
  });
});
