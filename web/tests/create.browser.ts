import { expect, test } from 'vitest';
import { forget } from './support/again';
import { call } from './support/api';
import { inDemo, signedIn } from './support/person';

inDemo('somebody who writes a record down from wherever they are', ({ program, browser }) => {
  const leads = async (name: string) => (await call(program, 'GET', `/leads?filter=${encodeURIComponent(`name = "${name}"`)}`)).items as { id: string }[];

  test('begins it by keyboard, from the palette', async () => {
    await forget(program, 'leads', 'name = "Palette Lead"');
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    await page.goto('/runs');
    await page.getByRole('heading', { name: say('Runs') }).first().waitFor();
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox', { name: say('Search or go to') }).fill('New: Leads');
    await page.getByRole('option', { name: 'New: Leads' }).waitFor();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await person.fill('Name', 'Palette Lead', dialog);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Palette Lead' }).first().waitFor();
    expect(await leads('Palette Lead')).toHaveLength(1);
    await person.leave();
  });

  test.each([1280, 390])('begins it by the button beside the search, in Chinese: %i wide', async (width) => {
    await forget(program, 'leads', `name = "按钮线索 ${width}"`);
    const person = await signedIn(browser(), program, { language: 'zh-CN', width });
    const { page, say } = person;
    await page.goto('/problems');
    await page.getByRole('button', { name: say('Create a record') }).filter({ visible: true }).click();
    await page.getByRole('menuitem', { name: '线索' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').first().fill(`按钮线索 ${width}`);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `按钮线索 ${width}` }).first().waitFor();
    expect(await leads(`按钮线索 ${width}`)).toHaveLength(1);
    await person.leave();
  });

  test('is offered nothing to create where they may only read', async () => {
    const person = await signedIn(browser(), program, {}, { name: 'Only Reads', email: 'only.reads@example.com', role: 'reader' });
    const { page, say } = person;
    await page.getByRole('navigation').first().getByRole('link', { name: 'Leads' }).waitFor();
    expect(await page.getByRole('button', { name: say('Create a record') }).count()).toBe(0);
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox', { name: say('Search or go to') }).fill('Leads');
    const found = page.getByRole('dialog', { name: say('Search or go to') }).getByRole('option');
    await found.filter({ hasText: 'Leads' }).first().waitFor();
    expect(await found.filter({ hasText: 'New: ' }).count()).toBe(0);
    await person.leave();
  });
});
