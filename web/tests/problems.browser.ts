import { expect, test } from 'vitest';
import { call } from './support/api';
import { inDemo, signedIn } from './support/person';

const SOURCE = 'Fair';

inDemo('somebody whose rows were refused', ({ program, browser }) => {
  /** Three rows that name nobody, as an import leaves them. */
  async function refusedRows() {
    const body = new FormData();
    body.set('file', new File(['name,phone,city\n,,Berlin\n,,Lyon\n,,Porto\n'], 'fair.csv'));
    body.set('mapping', new Blob([JSON.stringify({ version: 1, object: 'customers', fields: ['name', 'phone', 'city'].map((name) => ({ from: name, to: name })) })]));
    const answer = await fetch(`${program.address}/api/v1/imports?object=customers&source=${SOURCE}`, { method: 'POST', headers: { authorization: `Bearer ${program.key}` }, body });
    expect(answer.ok, await answer.clone().text()).toBe(true);
    const { id } = (await answer.json()) as { id: string };
    await expect.poll(async () => (await call(program, 'GET', `/runs/${id}`)).state, { timeout: 30_000 }).not.toMatch(/queued|running/);
  }

  test('repairs one, tries it out and replays it, then corrects all others alike', async () => {
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
    expect((await call(program, 'GET', `/customers?filter=${encodeURIComponent('name = "Ada Lovelace"')}`)).items).toHaveLength(1);

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
    const known: string[][] = [];
    let file = 'id,name,phone,email\n';
    for (const at of [1, 2, 3]) {
      const [phone, email] = [`+861370055660${at}`, `held${at}@example.com`];
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
});
