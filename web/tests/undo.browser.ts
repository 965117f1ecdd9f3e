import { expect, test } from 'vitest';
import { makeSync } from './support/again';
import { call } from './support/api';
import { inDemo, signedIn } from './support/person';

interface Ran {
  id: string;
  sync: string | null;
  report: Record<string, number> | null;
}

inDemo('somebody who takes back what a run wrote elsewhere', ({ program, browser }) => {
  /** A run that changed something in another system: one is made where there is none. */
  async function writingRun(): Promise<Ran> {
    // Of a sync that is put out of use nothing is pushed back.
    const live = ((await call(program, 'GET', '/syncs')).items as { id: string; state: string }[]).filter((sync) => sync.state === 'live').map((sync) => sync.id);
    const runs = async () => ((await call(program, 'GET', '/runs?limit=200')).items as Ran[]).filter((run) => live.includes(run.sync ?? '') && (run.report?.written_updated ?? 0) > 0);
    const known = await runs();
    if (known[0]) return known[0];
    const both = ((await call(program, 'GET', '/syncs')).items as { id: string; state: string; definition: { direction: string } }[]).filter((sync) => sync.definition.direction === 'both' && sync.state === 'live');
    for (const customer of (await call(program, 'GET', '/customers?limit=20')).items as { id: string }[]) {
      await call(program, 'PATCH', `/customers/${customer.id}`, { email: `undo-${customer.id}@example.com` });
    }
    for (const sync of both) await call(program, 'POST', `/syncs/${sync.id}:run`, {});
    await expect.poll(async () => (await runs()).length, { timeout: 60_000, interval: 1_000 }).toBeGreaterThan(0);
    return (await runs())[0] as Ran;
  }

  test('sees what was written, and pushes the old values back while the sync stands still', async () => {
    const run = await writingRun();

    const person = await signedIn(browser(), program);
    try {
      await person.page.goto(`/runs/${run.id}`);
      await person.press('Undo this run…');
      const dialog = person.page.getByRole('dialog');
      await person.press('Pause the sync and push back the old values', dialog);
      await person.sees('The sync stays paused until somebody lets it go on.');
      expect((await call(program, 'GET', `/syncs/${run.sync}`)).state).toBe('paused');
      await person.press('Open the run', dialog);
      await expect.poll(() => person.page.url()).not.toContain(`/runs/${run.id}`);
    } finally {
      await call(program, 'POST', `/syncs/${run.sync}:resume`);
    }
    await person.leave();
  });

  const remove = (path: string) => fetch(`${program.address}/api/v1${path}`, { method: 'DELETE', headers: { authorization: `Bearer ${program.key}` } });

  /** A run of a sync of its own that brought people of the CRM: all of them, or a share. */
  async function broughtBy(name: string, share: number): Promise<{ sync: string; run: string; created: number }> {
    const connection = ((await call(program, 'GET', '/connections')).items as { name: string; connector: string }[]).find((each) => each.connector === 'zoho')?.name;
    const fields = [['id', 'external_id'], ['Full_Name', 'name'], ['Email', 'email']].map(([from, to]) => ({ from, to }));
    const { id } = await makeSync(program, { name, connection, stream: 'Contacts', object: 'contacts', source: `${name} ${Date.now()}`, mapping: { version: 1, object: 'contacts', fields, match: ['external_id'] }, rollout: { share }, triggers: {} });
    await call(program, 'POST', `/syncs/${id}:go-live`, { override: 'tried by hand' });
    await call(program, 'POST', `/syncs/${id}:run`, {}).catch(() => undefined);
    const runs = async () => (await call(program, 'GET', `/runs?sync=${id}`)).items as { id: string; state: string; report: { created?: number } | null }[];
    await expect.poll(async () => (await runs()).some((run) => /^done/.test(run.state) && (run.report?.created ?? 0) > 0), { timeout: 60_000, interval: 500 }).toBe(true);
    const run = (await runs()).find((each) => (each.report?.created ?? 0) > 0);
    return { sync: id, run: run?.id ?? '', created: run?.report?.created ?? 0 };
  }

  const count = async (): Promise<number> => (await call(program, 'GET', '/contacts?limit=1&count=exact')).page.count;

  test('undoes a run of a sync, and then the undo', async () => {
    const { sync, run, created } = await broughtBy('Undone whole', 100);
    const before = await count();
    const person = await signedIn(browser(), program, { language: 'zh-CN' });
    const { page, say } = person;
    await page.goto(`/runs/${run}`);
    await person.press('Undo this run…');
    const dialog = page.getByRole('dialog');
    await dialog.getByText(say('Created ones are deleted')).waitFor();
    await person.press('Undo this run', dialog);
    await person.sees('The run is undone');
    await expect.poll(count).toBe(before - created);
    // The undo is a run like any other.
    await expect.poll(() => page.url()).not.toContain(`/runs/${run}`);
    const undo = /\/runs\/(\d+)/.exec(page.url())?.[1] ?? '';
    await expect.poll(async () => (await call(program, 'GET', `/runs/${undo}`)).state).toMatch(/^done/);
    await person.press('Undo this run…');
    await dialog.getByText(say('Brought back')).waitFor();
    await person.press('Undo this run', dialog);
    await expect.poll(count).toBe(before);
    await remove(`/syncs/${sync}`);
    await person.leave();
  });

  test('undoes the run of a first share in one action', async () => {
    const { sync, run, created } = await broughtBy('Undone share', 5);
    expect(created).toBeLessThan(100);
    const before = await count();
    const person = await signedIn(browser(), program);
    const { page } = person;
    await page.goto(`/syncs/${sync}`);
    await page.getByRole('main').getByRole('link', { name: new RegExp(run) }).or(page.getByRole('main').locator(`a[href="/runs/${run}"]`)).first().click();
    await person.job('undo a first share', async () => {
      await person.press('Undo this run…');
      await person.press('Undo this run', page.getByRole('dialog'));
      await person.sees('The run is undone');
    });
    await expect.poll(count).toBe(before - created);
    await remove(`/syncs/${sync}`);
    await person.leave();
  });
});
