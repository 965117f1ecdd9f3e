import { expect, test } from 'vitest';
import { forget } from './support/again';
import { call } from './support/api';
import { inDemo, signedIn } from './support/person';

inDemo('somebody who finds a customer twice', ({ program, browser }) => {
  async function isLive(id: string): Promise<boolean> {
    const live = await call(program, 'GET', `/customers?limit=1&filter=${encodeURIComponent(`id = ${id}`)}`);
    return live.items.length === 1;
  }

  test('merges both into one, and takes the merge back', async () => {
    const phone = '+8613700138811';
    await forget(program, 'customers', `phone = "${phone}"`);
    const first = await call(program, 'POST', '/customers', { name: '上海远航贸易有限公司', phone, city: '上海' });
    const second = await call(program, 'POST', '/customers', { name: '远航贸易（上海）', phone, email: 'info@yuanhang.example' });
    const person = await signedIn(browser(), program, { language: 'zh-CN' });
    const { page } = person;
    await person.go('Duplicates');
    const card = page.locator('section', { has: page.getByRole('table') }).filter({ hasText: '远航贸易（上海）' });
    await card.waitFor();
    await card.getByRole('radio', { name: '上海远航贸易有限公司' }).check();
    await person.press('Merge', card);
    await card.waitFor({ state: 'detached' });
    await expect.poll(async () => [await isLive(first.id), await isLive(second.id)]).toEqual([true, false]);
    // Also later, when the message that offers it is gone.
    await person.press('Merged');
    await person.press('Undo the merge', page.locator('section', { has: page.getByRole('table') }).filter({ hasText: '上海远航贸易有限公司' }));
    await person.sees('The merge is undone');
    await expect.poll(async () => [await isLive(first.id), await isLive(second.id)]).toEqual([true, true]);
    await person.leave();
  });

  test('tells two apart; they are not asked about again, until somebody wants it', async () => {
    const email = 'sales@same.example';
    await forget(program, 'customers', `email = "${email}"`);
    await call(program, 'POST', '/customers', { name: 'Berta Keller', email, city: 'Berlin' });
    await call(program, 'POST', '/customers', { name: 'Hans Keller', email, city: 'Bonn' });
    const person = await signedIn(browser(), program);
    const { page } = person;
    await person.go('Duplicates');
    const card = page.locator('section', { has: page.getByRole('table') }).filter({ hasText: 'Hans Keller' });
    await person.press('Not the same', card);
    await card.waitFor({ state: 'detached' });
    await page.getByRole('radio', { name: 'Not the same' }).click();
    await person.press('Ask again', card);
    await card.waitFor({ state: 'detached' });
    await person.press('To decide');
    await card.waitFor();
    await person.leave();
  });

  test('reads before merging, in both languages, why two may not become one', async () => {
    const names = ['Two by law, one', 'Two by law, other'];
    await forget(program, 'customers', 'name ^ "Two by law"');
    for (const [at, credit_code] of ['91110105MA01ABC179', '91310115MA1K2DEF5Y'].entries()) await call(program, 'POST', '/customers', { name: names[at], credit_code });
    const where = encodeURIComponent(JSON.stringify([{ field: 'name', is: 'starts', value: 'Two by law' }]));
    for (const [language, reason] of [['en', 'different official ids'], ['zh-CN', '统一社会信用代码等证件号不同']] as const) {
      const person = await signedIn(browser(), program, { language });
      const { page, say } = person;
      await page.goto(`/records/customers?where=${where}`);
      for (const name of names) await page.getByRole('row', { name: new RegExp(name) }).getByRole('checkbox').check();
      await person.press('Merge…');
      const dialog = page.getByRole('dialog');
      await dialog.getByText(reason).waitFor();
      expect(await dialog.getByRole('button', { name: say('Merge'), exact: true }).isDisabled()).toBe(true);
      await page.keyboard.press('Escape');
      await person.leave();
    }
  });

  test('sees what would move, decides later, and looks at what a rule would have done', async () => {
    const phone = '+8613700138822';
    await forget(program, 'customers', `phone = "${phone}"`);
    const first = await call(program, 'POST', '/customers', { name: 'Ida Vogt', phone, city: 'Köln' });
    const second = await call(program, 'POST', '/customers', { name: 'Ida Voigt', phone, city: 'Köln' });
    await call(program, 'POST', '/tickets', { subject: 'Where is my order', customer: second.id });
    const person = await signedIn(browser(), program);
    const { page } = person;
    await person.go('Duplicates');
    const card = page.locator('section', { has: page.getByRole('table') }).filter({ hasText: 'Ida Voigt' });
    await card.getByText('Moves to the record that stays: Tickets 1').waitFor();
    await card.getByRole('radio', { name: 'Ida Voigt' }).check();
    await card.getByText('Nothing else refers').waitFor();
    await person.press('Later', card);
    await page.getByRole('menuitem', { name: 'In a week' }).click();
    await card.waitFor({ state: 'detached' });
    await page.getByRole('radio', { name: 'Later' }).click();
    await card.getByText('Put off until').waitFor();
    await person.press('Decide now', card);
    await card.waitFor({ state: 'detached' });
    await person.press('To decide');
    await card.waitFor();
    expect([await isLive(first.id), await isLive(second.id)]).toEqual([true, true]);

    await person.press('Change rule…');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'The likeliest by themselves' }).click();
    await dialog.getByRole('slider').fill('50');
    await dialog.getByText(/\d+ groups? that waits? would be merged now/).waitFor();
    await dialog.getByText(/Decided so far with as many points|Nobody has decided/).waitFor();
    // Others use this workspace: nothing is merged by itself here.
    await dialog.getByRole('radio', { name: 'People decide all' }).click();
    await person.press('Save the rule', dialog);
    await person.sees('The rule holds from now on');
    await person.leave();
  });
});
