import { expect, test } from 'vitest';
import { forget, makeSync, settleProblems } from './support/again';
import { call } from './support/api';
import { inDemo, signedIn } from './support/person';

const SOURCE = 'Gala evening';

inDemo('somebody whose rows were refused', ({ program, browser }) => {
  /** Three rows that name nobody, as an import leaves them. */
  async function refusedRows() {
    await settleProblems(program, SOURCE);
    const body = new FormData();
    body.set('file', new File(['name,phone,city\n,,Berlin\n,,Lyon\n,,Porto\n'], 'fair.csv'));
    body.set('mapping', new Blob([JSON.stringify({ version: 1, object: 'customers', fields: ['name', 'phone', 'city'].map((name) => ({ from: name, to: name })) })]));
    const answer = await fetch(`${program.address}/api/v1/imports?object=customers&source=${encodeURIComponent(SOURCE)}`, { method: 'POST', headers: { authorization: `Bearer ${program.key}` }, body });
    expect(answer.ok, await answer.clone().text()).toBe(true);
    const { id } = (await answer.json()) as { id: string };
    await expect.poll(async () => (await call(program, 'GET', `/runs/${id}`)).state, { timeout: 30_000 }).not.toMatch(/queued|running/);
  }

  test('repairs one, tries it out and replays it, then corrects all others alike', async () => {
    await forget(program, 'customers', 'name = "Ada Lovelace"');
    await refusedRows();
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    await person.go('Problems');
    const group = page.getByRole('main').getByRole('link', { name: new RegExp(SOURCE) });
    await person.job('repair', async () => {
      await group.click();
      await page.getByLabel('name', { exact: true }).fill('Ada Lovelace');
      await person.press('Try it out');
      await person.sees('It fits now. Nothing is written yet: replay it to apply it.');
      await person.press('Replay this row');
      await page.getByText(say('{applied, plural, one {# row was applied.} other {# rows were applied.}}')).first().waitFor();
    });
    const rows = page.getByRole('list', { name: say('Rows of this problem') }).getByRole('listitem');
    await expect.poll(() => rows.count()).toBe(2);
    await expect.poll(async () => (await call(program, 'GET', `/customers?filter=${encodeURIComponent('name = "Ada Lovelace"')}`)).items).toHaveLength(1);

    await page.getByLabel('name', { exact: true }).fill('Unknown visitor');
    await page.getByRole('button', { name: say('Correct all {0} rows so…') }).click();
    await person.press('Correct and replay', page.getByRole('dialog'));
    await person.sees('This problem is solved');
    await person.press('All problems');
    await expect.poll(() => group.count()).toBe(0);
    await person.leave();
  });

  /** Three rows, each of which fits two customers who are kept apart. */
  async function heldRows(): Promise<string[][]> {
    await settleProblems(program, 'Register');
    const known: string[][] = [];
    let file = 'id,name,phone,email\n';
    for (const at of [1, 2, 3]) {
      const [phone, email] = [`+861370055660${at}`, `held${at}@example.com`];
      await forget(program, 'customers', `phone = "${phone}" OR email = "${email}"`);
      const first = await call(program, 'POST', '/customers', { name: `Held by phone ${at}`, phone });
      const second = await call(program, 'POST', '/customers', { name: `Held by mail ${at}`, email });
      known.push([first.id, second.id]);
      file += `H${at},Held ${at},${phone},${email}\n`;
    }
    const body = new FormData();
    body.set('file', new File([file], 'held.csv'));
    const fields = [['id', 'external_id'], ['name', 'name'], ['phone', 'phone'], ['email', 'email']].map(([from, to]) => ({ from, to }));
    body.set('mapping', new Blob([JSON.stringify({ version: 1, object: 'customers', fields })]));
    const answer = await fetch(`${program.address}/api/v1/imports?object=customers&source=Register&policy=review`, { method: 'POST', headers: { authorization: `Bearer ${program.key}` }, body });
    const { id } = (await answer.json()) as { id: string };
    await expect.poll(async () => (await call(program, 'GET', `/runs/${id}`)).state, { timeout: 30_000 }).not.toMatch(/queued|running/);
    return known;
  }

  const held = async (filter: string): Promise<{ id: string; phone: unknown; email: unknown }[]> => (await call(program, 'GET', `/customers?limit=20&filter=${encodeURIComponent(filter)}`)).items;

  test('says of rows that fit several customers: this one, they are one, a new one', async () => {
    const known = await heldRows();
    const person = await signedIn(browser(), program, { language: 'zh-CN' });
    const { page, say } = person;
    await person.go('Problems');
    await page.locator('main a[href^="/problems/"]').filter({ hasText: /Register/ }).first().click();
    const rows = page.getByRole('list', { name: say('Rows of this problem') }).getByRole('listitem');
    await rows.nth(2).waitFor();
    const open = async (text: string) => {
      await rows.filter({ hasText: text }).getByRole('link').click();
      await page.getByRole('radio', { name: new RegExp(`Held by phone ${text.at(-1) ?? ''}`) }).waitFor();
    };
    await open('H1');
    await page.getByRole('radio', { name: /Held by mail 1/ }).check();
    await person.press('It is this one');
    await expect.poll(() => rows.count()).toBe(2);
    await open('H2');
    await person.press('They are all one');
    await expect.poll(() => rows.count()).toBe(1);
    await open('H3');
    await person.press('It is a new one');
    await person.sees('This problem is solved');

    const of = async (at: number) => (await held(`phone = "+861370055660${at}" OR email = "held${at}@example.com"`)).map((customer) => customer.id).sort();
    const [one, two, three] = [await of(1), await of(2), await of(3)];
    expect(one).toEqual([...(known[0] ?? [])].sort());
    const sources = await call(program, 'GET', `/customers/${known[0]?.[1] ?? ''}/sources`);
    expect(JSON.stringify(sources)).toContain('"H1"');
    expect(two).toHaveLength(1);
    expect(known[1]).toContain(two[0]);
    expect(three).toHaveLength(3);
    await person.leave();
  });

  const remove = (path: string) => fetch(`${program.address}/api/v1${path}`, { method: 'DELETE', headers: { authorization: `Bearer ${program.key}` } });
  const connection = async (connector: string): Promise<string> => ((await call(program, 'GET', '/connections')).items as { name: string; connector: string }[]).find((each) => each.connector === connector)?.name ?? '';

  async function live(definition: { name: string; [more: string]: unknown }): Promise<string> {
    const { id } = await makeSync(program, { source: definition.name, triggers: { change: false, push: false }, ...definition });
    await call(program, 'POST', `/syncs/${id}:go-live`, { override: 'tried by hand' });
    await call(program, 'POST', `/syncs/${id}:run`, {});
    return id;
  }

  const group = async (sync: string) => ((await call(program, 'GET', '/problems')).items as { id: string; count: number; by_sync: { sync: string }[] }[]).find((each) => each.by_sync.some((met) => met.sync === sync));

  test('settles three causes from one screen: a value, a line of the mapping, a write that was refused', async () => {
    await refusedRows();
    // The name is cut where no name has a cut: nothing names these rows.
    const fields = [{ from: 'id', to: 'external_id' }, { from: 'Last_Name', to: 'name', transforms: [{ split: ['#', '2'] }] }];
    const inward = await live({ name: 'Three causes in', connection: await connection('zoho'), stream: 'Contacts', object: 'contacts', mapping: { version: 1, object: 'contacts', fields }, rollout: { share: 5 }, limits: { error_share_max: 1 } });
    await forget(program, 'customers', 'email = "three.causes@example.com"');
    const made = await call(program, 'POST', '/customers', { name: 'T'.repeat(200), email: 'three.causes@example.com' });
    const outgoing = { fields: [{ from: 'name', to: 'LastName' }, { from: 'email', to: 'Email' }] };
    const outward = await live({ name: 'Three causes out', connection: await connection('salesforce'), stream: 'Contact', object: 'customers', direction: 'out', outgoing, filter: 'email : "three.causes@example.com"' });
    for (const sync of [inward, outward]) await expect.poll(() => group(sync), { timeout: 60_000 }).toBeTruthy();
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    await person.go('Problems');
    const lines = page.getByRole('main').getByRole('link');
    const [byHand, byMapping, byWriting] = [lines.filter({ hasText: SOURCE }), lines.filter({ hasText: 'Syncs: Three causes in' }), lines.filter({ hasText: 'Syncs: Three causes out' })];
    for (const line of [byHand, byMapping, byWriting]) await line.waitFor();

    await person.job('repair by a value', async () => {
      await byHand.click();
      await page.getByLabel('name', { exact: true }).fill('Visitor of the fair');
      await page.getByRole('button', { name: say('Correct all {0} rows so…') }).click();
      await person.press('Correct and replay', page.getByRole('dialog'));
      await person.sees('This problem is solved');
    });
    await person.press('All problems');

    await person.job('repair by the mapping', async () => {
      await byMapping.click();
      await page.getByRole('table', { name: say('What the mapping makes of it') }).getByRole('row').nth(2).waitFor();
      await person.press('Change the mapping');
      await person.sees('The first sample is the row that could not be applied. Of it only the fields that the rules used then are known.');
      // What was not read then is not empty.
      const source = page.getByRole('region', { name: say('Fields of the source') });
      await source.getByText(say('not read')).first().waitFor();
      await person.press('Next sample');
      await source.getByText(say('not read')).first().waitFor({ state: 'detached' });
      await person.press('Previous sample');
      await page.getByText(say('This row would be refused: {0}')).waitFor();
      await page.locator('[data-rule=name]').getByRole('button', { name: /# → 2/ }).click();
      await person.press('Remove', page.getByRole('dialog'));
      await page.getByText(say('This row would be refused: {0}')).waitFor({ state: 'detached' });
      await person.press('Save');
      await page.getByText(say('Saved as version {0}')).first().waitFor();
      await person.press('Back to the problem');
      await person.press('Try it out');
      await person.sees('It fits now. Nothing is written yet: replay it to apply it.');
      await person.press('Replay all…');
      await person.press('Replay', page.getByRole('dialog'));
      await person.sees('This problem is solved');
    });
    await person.press('All problems');

    await person.job('repair a write', async () => {
      await byWriting.click();
      await page.getByText(/STRING_TOO_LONG/).first().waitFor();
      await person.press('Make a ticket');
      await person.sees('The ticket is made');
      await call(program, 'PATCH', `/customers/${made.id}`, { name: 'Three Causes' });
      await person.press('Send again');
      await person.sees('This problem is solved');
    });
    const tickets = (await call(program, 'GET', '/tickets?limit=50')).items as { id: string; description?: string }[];
    const ticket = tickets.find((each) => each.description?.includes(`${program.address}/problems/`));
    expect(ticket).toBeTruthy();
    await call(program, 'POST', `/syncs/${outward}:run`, {}).catch(() => undefined);
    const there = async () => JSON.stringify(await (await fetch(`${program.control}/salesforce/tables/Contact/records?limit=100000`)).json());
    await expect.poll(there, { timeout: 60_000 }).toContain('three.causes@example.com');
    for (const sync of [inward, outward]) await remove(`/syncs/${sync}`);
    await remove(`/tickets/${ticket?.id ?? ''}`);
    await person.leave();
  });
});
