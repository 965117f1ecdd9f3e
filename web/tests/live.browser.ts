import { expect, test } from 'vitest';
import { makeSync, settleProblems } from './support/again';
import { call } from './support/api';
import { settled } from './support/browser';
import { inDemo, signedIn } from './support/person';

/** An event takes a moment, and what it concerns is read again; what is polled would take longer. */
const SOON = { timeout: 20_000 };

inDemo('somebody who only watches', ({ program, browser }) => {
  const remove = (path: string) => fetch(`${program.address}/api/v1${path}`, { method: 'DELETE', headers: { authorization: `Bearer ${program.key}` } });

  /** Rows of which two name nobody. */
  async function imported(source: string): Promise<string> {
    const body = new FormData();
    body.set('file', new File(['name,phone,city\n,,Narvik\n,,Tromsø\n'], `${source}.csv`));
    body.set('mapping', new Blob([JSON.stringify({ version: 1, object: 'customers', fields: ['name', 'phone', 'city'].map((name) => ({ from: name, to: name })) })]));
    const answer = await fetch(`${program.address}/api/v1/imports?object=customers&source=${encodeURIComponent(source)}`, { method: 'POST', headers: { authorization: `Bearer ${program.key}` }, body });
    return ((await answer.json()) as { id: string }).id;
  }

  const zoho = async (): Promise<string> => ((await call(program, 'GET', '/connections')).items as { name: string; connector: string }[]).find((each) => each.connector === 'zoho')?.name ?? '';

  test('sees problems come and go, on their screen and as a number at it', async () => {
    await settleProblems(program, 'Watched');
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    await person.go('Problems');
    const main = page.getByRole('main');
    await main.getByRole('link').first().waitFor();
    const group = main.getByRole('link', { name: /Watched/ });
    expect(await group.count()).toBe(0);
    const badge = async () => Number((await page.getByRole('navigation').first().getByRole('link', { name: say('Problems') }).first().innerText()).replaceAll(/\D/g, ''));
    const before = await badge();
    await imported('Watched');
    await group.waitFor(SOON);
    await expect.poll(badge, SOON).toBeGreaterThanOrEqual(before + 2);
    const { id } = ((await call(program, 'GET', '/problems')).items as { id: string; source: string }[]).find((each) => each.source === 'Watched') ?? { id: '' };
    await call(program, 'POST', `/problems/${encodeURIComponent(id)}:exclude`, { reason: 'rows of a test' });
    await group.waitFor({ state: 'detached', ...SOON });
    await expect.poll(badge, SOON).toBeLessThan(before + 2);
    await person.leave();
  });

  test('sees runs begin and end, and a sync stand still and go on', async () => {
    const person = await signedIn(browser(), program, { language: 'zh-CN' });
    const { page, say } = person;
    await page.goto('/runs?kind=import');
    await page.getByRole('row').nth(1).waitFor();
    const source = `Seen run ${Date.now()}`;
    const row = page.getByRole('row', { name: new RegExp(source) });
    expect(await row.count()).toBe(0);
    await imported(source);
    await row.getByText(say('Done, some not applied')).waitFor(SOON);

    const sync = await makeSync(program, { name: 'Watched sync', connection: await zoho(), stream: 'Contacts', object: 'contacts', source: 'Watched sync', mapping: { version: 1, object: 'contacts', fields: [{ from: 'id', to: 'external_id' }, { from: 'Last_Name', to: 'name' }] }, triggers: {} });
    await person.go('Syncs');
    const line = page.getByRole('row', { name: /Watched sync/ });
    await line.getByText(say('Draft')).waitFor();
    await call(program, 'POST', `/syncs/${sync.id}:go-live`, { override: 'tried by hand' });
    await line.getByText(say('Draft')).waitFor({ state: 'detached', ...SOON });
    await call(program, 'POST', `/syncs/${sync.id}:pause`, {});
    await line.getByText(say('Paused')).first().waitFor(SOON);
    await call(program, 'POST', `/syncs/${sync.id}:resume`, {});
    await line.getByText(say('Paused')).first().waitFor({ state: 'detached', ...SOON });
    await remove(`/syncs/${sync.id}`);
    await person.leave();
  });

  test('sees a question come and be answered elsewhere', async () => {
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    await page.goto('/reviews');
    await page.getByRole('heading', { name: say('Reviews') }).first().waitFor();
    const fields = [['id', 'external_id'], ['Email', 'email'], ['Last_Name', 'notes']].map(([from, to]) => ({ from, to }));
    const { id } = await makeSync(program, { name: 'Watched question', connection: await zoho(), stream: 'Contacts', object: 'customers', source: 'Watched question', mapping: { version: 1, object: 'customers', fields }, limits: { changed_share_max: 0.01 }, triggers: {} });
    const mine = async () => ((await call(program, 'GET', '/reviews?limit=200')).items as { id: string; sync: string }[]).find((review) => review.sync === id)?.id;
    const list = page.getByRole('list', { name: say('Reviews') }).getByRole('listitem');
    await settled(page);
    const before = await list.count();
    await call(program, 'POST', `/syncs/${id}:go-live`, { override: 'tried by hand' });
    await call(program, 'POST', `/syncs/${id}:run`, {}).catch(() => undefined);
    await expect.poll(mine, { timeout: 60_000 }).toBeTruthy();
    await expect.poll(() => list.count(), SOON).toBe(before + 1);
    await call(program, 'POST', `/reviews/${await mine()}:settle`, { choice: 'reject' });
    await expect.poll(() => list.count(), SOON).toBe(before);
    await remove(`/syncs/${id}`);
    await person.leave();
  });
});
