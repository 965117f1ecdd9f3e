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
});
