import { expect, test } from 'vitest';
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
    const runs = async () => ((await call(program, 'GET', '/runs?limit=200')).items as Ran[]).filter((run) => run.sync !== null && (run.report?.written_updated ?? 0) > 0);
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
});
