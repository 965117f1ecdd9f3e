import { expect, test } from 'vitest';
import { makeSync } from './support/again';
import { call } from './support/api';
import { inDemo, signedIn } from './support/person';

inDemo('somebody who sees a sync as a flow', ({ program, browser }) => {
  const remove = (path: string) => fetch(`${program.address}/api/v1${path}`, { method: 'DELETE', headers: { authorization: `Bearer ${program.key}` } });

  test('drags a step in, changes it, takes it back and forth by keyboard, reads it as YAML, and saves', async () => {
    const fields = [{ from: 'Id', to: 'external_id' }, { from: 'Name', to: 'name', transforms: [{ value: 'Became so' }] }];
    const { id } = await makeSync(program, { name: 'Flow', connection: 'Salesforce (simulated)', stream: 'Contact', object: 'customers', source: 'Flow', mapping: { version: 1, object: 'customers', fields }, triggers: {} });
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    await page.goto(`/syncs/${id}/flow`);
    const nodes = page.locator('.react-flow__node');
    await expect.poll(() => nodes.count(), { timeout: 30_000 }).toBe(5);
    // What comes stands before the mapping, what it became stands after it.
    const edges = async () => (await page.locator('.react-flow__edge-text').allTextContents()).join(' | ');
    await expect.poll(edges, { timeout: 30_000 }).toMatch(/^\w{12}… \| Became so/);
    await page.locator('[data-step=filter]').dragTo(page.locator('.react-flow__pane'), { targetPosition: { x: 500, y: 300 } });
    await expect.poll(() => nodes.count()).toBe(6);
    const panel = page.getByRole('complementary', { name: say('Filter') });
    await person.press('Filter', panel);
    await page.getByRole('combobox', { name: say('Field to filter by') }).fill('name');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('combobox').first().selectOption({ label: 'is filled' });
    await page.getByRole('dialog').getByRole('button', { name: say('Apply') }).click();
    await page.getByRole('button', { name: 'YAML', exact: true }).click();
    const text = page.getByLabel(say('The sync as YAML'));
    await expect.poll(() => text.innerText()).toContain('filter: name IS NOT NULL');
    await text.focus();
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => text.innerText()).not.toContain('IS NOT NULL');
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => nodes.count()).toBe(5);
    await page.keyboard.press('ControlOrMeta+y');
    await page.keyboard.press('ControlOrMeta+y');
    await expect.poll(() => nodes.count()).toBe(6);
    // A step is chosen by keyboard.
    await page.locator('.react-flow__node[data-id=match]').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: say('Who is who') }).waitFor();
    await person.press('Save');
    await page.getByText(/Saved as version 2/).first().waitFor();
    expect((await call(program, 'GET', `/syncs/${id}`)).definition.filter).toBe('name IS NOT NULL');
    await remove(`/syncs/${id}`);
    await person.leave();
  });

  test('sees on the edges what the steps make of one sample, then of another and of a changed mapping', async () => {
    const fields = [{ from: 'Id', to: 'external_id' }, { from: 'Name', to: 'name' }, { from: 'Email', to: 'email' }];
    const definition = { name: 'Flow of samples', connection: 'Salesforce (simulated)', stream: 'Contact', object: 'customers', source: 'Flow of samples', mapping: { version: 1, object: 'customers', fields }, triggers: {} };
    const sync = await makeSync(program, definition);
    const rows = (await call(program, 'POST', `/connections/${sync.connection_id}/streams/Contact:sample`, { rows: 20 })).rows as Record<string, string>[];
    const short = (text: string) => (text.length > 12 ? `${text.slice(0, 12)}…` : text);
    const person = await signedIn(browser(), program);
    const { page } = person;
    await page.goto(`/syncs/${sync.id}/flow`);
    const edges = async () => await page.locator('.react-flow__edge-text').allTextContents();
    await expect.poll(edges, { timeout: 30_000 }).toEqual(expect.arrayContaining([short(rows[0]?.Id ?? ''), short(rows[0]?.Email ?? '')]));
    await person.press('Next sample');
    await page.getByText('Sample 2 of 20').waitFor();
    await expect.poll(edges).toEqual(expect.arrayContaining([short(rows[1]?.Id ?? ''), short(rows[1]?.Email ?? '')]));
    await expect.poll(edges).not.toContain(short(rows[0]?.Email ?? ''));
    // A rule that makes another value of it: what leaves the mapping is that value.
    await call(program, 'PATCH', `/syncs/${sync.id}`, { mapping: { version: 1, object: 'customers', fields: [fields[0], { from: 'Name', to: 'name', transforms: [{ value: 'Made anew' }] }, fields[2]] } });
    await page.reload();
    await expect.poll(edges, { timeout: 30_000 }).toContain('Made anew');
    await remove(`/syncs/${sync.id}`);
    await person.leave();
  });

  test('comes from a node to the problems that it has', async () => {
    const groups = (await call(program, 'GET', '/problems')).items as { code: string; by_sync: { sync: string; count: number }[] }[];
    const sync = groups.find((group) => group.code.startsWith('target_') && group.by_sync.length > 0)?.by_sync[0]?.sync;
    expect(sync).toBeTruthy();
    const person = await signedIn(browser(), program, { language: 'zh-CN' });
    const { page, say } = person;
    await page.goto(`/syncs/${sync}/flow`);
    await page.locator('.react-flow__node[data-id=write]').getByRole('link', { name: say('{0, plural, one {# problem} other {# problems}}') }).click();
    await page.waitForURL(/\/problems/);
    await person.leave();
  });
});
