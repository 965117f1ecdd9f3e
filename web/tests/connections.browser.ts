import { expect, test } from 'vitest';
import { removeNamed } from './support/again';
import { call } from './support/api';
import { inDemo, signedIn } from './support/person';

inDemo('somebody who looks after accounts of other systems', ({ program, browser }) => {
  interface Connection {
    id: string;
    name: string;
    connector: string;
    state: string;
    cause: string | null;
    settings: Record<string, unknown>;
  }

  /** What the simulated Salesforce takes. */
  const SECRET = '8E1D0CA75F6B42';
  const remove = (path: string) => fetch(`${program.address}/api/v1${path}`, { method: 'DELETE', headers: { authorization: `Bearer ${program.key}` } });
  const one = (id: string): Promise<Connection> => call(program, 'GET', `/connections/${id}`);

  /** An account of its own at the simulated Salesforce. */
  async function account(name: string, secret: string): Promise<string> {
    await removeNamed(program, '/connections', name, `${name} well`);
    const known = ((await call(program, 'GET', '/connections')).items as Connection[]).find((each) => each.connector === 'salesforce');
    return (await call(program, 'POST', '/connections', { name, connector: 'salesforce', settings: known?.settings, secrets: { client_secret: secret } })).id;
  }

  test('sees without loading anew that an account was refused, finds it among those that fail, and reconnects it', async () => {
    const id = await account('Refused soon', 'not the secret');
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    await person.go('Connections');
    const card = page.getByRole('main').getByRole('link', { name: /Refused soon/ });
    await card.waitFor();
    // Used, it is refused.
    await call(program, 'GET', `/connections/${id}/streams`).catch(() => undefined);
    await expect.poll(async () => (await one(id)).state, { timeout: 30_000 }).toBe('paused');
    // The server paused it by itself, and the screen tells.
    await page.getByRole('main').getByRole('listitem').filter({ hasText: 'Refused soon' }).getByText(/refused|credentials/i).first().waitFor({ timeout: 30_000 });
    await page.getByRole('radiogroup', { name: say('Show') }).getByRole('radio', { name: /^Failing/ }).click();
    await person.job('reconnect', async () => {
      await card.click();
      await person.press('Reconnect…');
      const dialog = page.getByRole('dialog');
      await dialog.locator('input[type=password], textarea').first().fill(SECRET);
      await person.press('Try and use it', dialog);
      await person.sees('It works again');
    });
    expect(await one(id)).toMatchObject({ state: 'active', cause: null });
    await page.getByRole('button', { name: say('Reconnect…') }).waitFor({ state: 'detached' });
    await remove(`/connections/${id}`);
    await person.leave();
  });

  test('gives an account a new secret, another name, and takes it out of use', async () => {
    const id = await account('Cared for', SECRET);
    const person = await signedIn(browser(), program, { language: 'zh-CN' });
    const { page, say } = person;
    await page.goto(`/connections/${id}`);
    const more = page.getByRole('button', { name: say('More'), exact: true }).first();
    const dialog = page.getByRole('dialog');
    await more.click();
    await person.press('New secret…');
    await dialog.locator('input[type=password], textarea').first().fill(SECRET);
    await dialog.getByRole('combobox').last().selectOption('1');
    await person.press('Try and use it', dialog);
    await person.sees('The new secret is in use');
    await more.click();
    await person.press('Settings and secrets…');
    await dialog.getByLabel(say('Name'), { exact: false }).first().fill('Cared for well');
    await person.press('Save and check', dialog);
    await person.sees('Saved and checked');
    await page.getByRole('heading', { name: /Cared for well/ }).waitFor();
    // The check called there: what was used today stands on the page.
    await page.getByText(say('Calls today')).first().waitFor();
    await expect.poll(async () => (await call(program, 'GET', `/connections/${id}`)).usage.calls_today).toBeGreaterThan(0);
    await more.click();
    await person.press('Take out of use…');
    await dialog.getByRole('button').last().click();
    await expect.poll(async () => (await one(id)).state).toBe('archived');
    await person.leave();
  });

  test('looks through the catalogue by kind and by what it is for', async () => {
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    await page.goto('/connections?add=true');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('heading', { name: say('CRM') }).waitFor();
    await dialog.getByRole('region', { name: say('CRM') }).getByRole('button', { name: /^Salesforce/ }).waitFor();
    await dialog.getByLabel(say('What for')).selectOption({ label: String(say('Tell people in their messenger')) });
    await dialog.getByRole('button', { name: /^WeCom/ }).waitFor();
    await dialog.getByRole('button', { name: /^Salesforce/ }).waitFor({ state: 'detached' });
    await expect.poll(() => dialog.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual([String(say('Messengers'))]);
    await person.leave();
  });
});
