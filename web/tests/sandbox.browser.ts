import { expect, test } from 'vitest';
import { call } from './support/api';
import { inDemo, signedIn } from './support/person';

inDemo('somebody who wants to see what a sync does when its system fails', ({ program, browser }) => {
  const faults = async (): Promise<{ spec: string; struck: number }[]> => {
    const { systems } = (await call(program, 'GET', '/simulators')) as { systems: { faults: { spec: string; struck: number }[] }[] };
    return systems.flatMap((system) => system.faults);
  };

  test('switches a fault on at a running simulator, sees it strike, and takes it back', async () => {
    await fetch(`${program.control}/faults`, { method: 'DELETE' });
    const person = await signedIn(browser(), program, { language: 'zh-CN' });
    const { page, say } = person;
    await person.go('Sandbox');
    await page.getByLabel(say('System'), { exact: true }).selectOption('salesforce');
    await page.getByLabel(say('What goes wrong'), { exact: true }).last().selectOption({ label: String(say('Is unavailable (503)')) });
    await page.getByLabel(say('How often'), { exact: true }).selectOption({ label: String(say('until taken back')) });
    await person.press('Switch on');
    const list = page.getByRole('list', { name: say('Faults that are switched on') });
    await list.getByRole('listitem').waitFor();
    expect((await faults()).map((fault) => fault.spec)).toEqual(['salesforce:503:times=always']);
    // The sync of the demonstration reads every fifteen seconds, or when it is told to.
    const syncs = (await call(program, 'GET', '/syncs')).items as { id: string; name: string }[];
    await call(program, 'POST', `/syncs/${syncs.find((sync) => sync.name === 'Salesforce contacts')?.id ?? ''}:run`).catch(() => undefined);
    await expect.poll(async () => (await faults())[0]?.struck ?? 0, { timeout: 40_000 }).toBeGreaterThan(0);
    await person.press('Take all back');
    await list.waitFor({ state: 'detached' });
    expect(await faults()).toEqual([]);
    await person.leave();
  });
});
