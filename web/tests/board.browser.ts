import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { forget } from './support/again';
import { call } from './support/api';
import { inDemo, signedIn } from './support/person';

interface Stage {
  name: string;
  options: { value: string; label: { zh: string } }[];
}

inDemo('somebody who moves deals on the board', ({ program, browser }) => {
  const stageField = async () => ((await call(program, 'GET', '/objects/deals')).fields as Stage[]).find((field) => field.name === 'stage') as Stage;

  async function opened(deal: Record<string, unknown>) {
    await forget(program, 'deals', `name = "${String(deal.name)}"`);
    const { id } = await call(program, 'POST', '/deals', deal);
    const person = await signedIn(browser(), program, { language: 'zh-CN' });
    const where = encodeURIComponent(JSON.stringify([{ field: 'name', is: 'is', value: deal.name }]));
    await person.page.goto(`/records/deals?as=board&where=${where}`);
    return { ...person, id: String(id), handle: person.page.getByRole('button', { name: person.say('Move {0}') }) };
  }

  test('carries a card one column with one press of a key, and goes on from it there', async () => {
    const { options } = await stageField();
    const [first, second] = options;
    const { page, handle, id, leave } = await opened({ name: 'Board by keyboard', stage: first?.value });
    await handle.focus();
    await page.keyboard.press('Space');
    const above = (column?: (typeof options)[number]) => page.getByText(`Board by keyboard在“${column?.label.zh}”上方。`).waitFor({ state: 'attached' });
    await above(first);
    await page.keyboard.press('ArrowRight');
    await above(second);
    await page.keyboard.press('Space');
    await expect.poll(async () => (await call(program, 'GET', `/deals/${id}`)).stage).toBe(second?.value);
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain('Board by keyboard');
    // Nothing of it is said in another language than the page.
    expect(await page.locator('body').innerText()).not.toMatch(/[Dd]raggable/);
    await leave();
  });

  test('drags a card without a stage over the edge of its column into one', async () => {
    const { options } = await stageField();
    const { page, handle, id, say, leave } = await opened({ name: 'Board by pointer' });
    const from = await page.getByRole('region', { name: say('Without a stage') }).boundingBox();
    const grip = await handle.boundingBox();
    const to = await page.getByRole('region', { name: new RegExp('.') }).nth(1).boundingBox();
    if (!from || !grip || !to) throw new Error('the board is not there');
    await page.mouse.move(grip.x + 8, grip.y + 8);
    await page.mouse.down();
    await page.mouse.move(from.x + from.width + 40, grip.y + 30, { steps: 4 });
    // The card that follows the pointer lies above the next column.
    const above = await page.evaluate(([x, y]) => document.elementsFromPoint(x ?? 0, y ?? 0).some((element) => element.textContent?.trim().startsWith('Board by pointer') && element.tagName !== 'BODY' && element.clientWidth < 400), [from.x + from.width + 20, grip.y + 30]);
    expect(above).toBe(true);
    await page.mouse.move(to.x + to.width / 2, to.y + 60, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => (await call(program, 'GET', `/deals/${id}`)).stage).toBe(options[0]?.value);
    await leave();
  });

  /** Changes are no longer told to the page, and the answer to the next change of the deal is held until `release`. */
  async function cutOff({ page }: { page: Page }) {
    await page.route('**/api/v1/events*', (route) => route.abort());
    await page.reload();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(/\/api\/v1\/deals\/\d+$/, async (route) => {
      if (route.request().method() === 'PATCH') await held;
      await route.continue();
    });
    return { release: () => release() };
  }

  async function carry(page: Page, handle: Locator, to: Locator) {
    const [grip, place] = [await handle.boundingBox(), await to.boundingBox()];
    if (!grip || !place) throw new Error('the board is not there');
    await page.mouse.move(grip.x + 8, grip.y + 8);
    await page.mouse.down();
    await page.mouse.move(place.x + place.width / 2, place.y + 60, { steps: 6 });
    await page.mouse.up();
  }

  test('sees a card in its new column before the server has answered, and back where it was when the server refuses', async () => {
    const { options } = await stageField();
    const [first, second] = options;
    const person = await opened({ name: 'Board refused', stage: first?.value });
    const { page, handle, id, say, leave } = person;
    const column = (option?: (typeof options)[number]) => page.getByRole('region', { name: option?.label.zh ?? '', exact: true });
    const card = (option?: (typeof options)[number]) => column(option).getByRole('link', { name: 'Board refused' });
    const { release } = await cutOff(person);
    await card(first).waitFor();
    await fetch(`${program.address}/api/v1/deals/${id}`, { method: 'DELETE', headers: { authorization: `Bearer ${program.key}` } });
    await carry(page, handle, column(second));
    await card(second).waitFor();
    await card(first).waitFor({ state: 'detached' });
    await expect.poll(() => column(second).locator('header').innerText()).toMatch(/1$/);
    release();
    await card(first).waitFor();
    await card(second).waitFor({ state: 'detached' });
    await page.getByRole('region', { name: say('Messages') }).getByRole('paragraph').first().waitFor();
    await leave();
  });

  test('moves a card that somebody else changed meanwhile: it goes back, and theirs or mine is chosen', async () => {
    const { options } = await stageField();
    const [first, second, third] = options;
    const person = await opened({ name: 'Board contested', stage: first?.value });
    const { page, handle, id, say, leave } = person;
    const column = (option?: (typeof options)[number]) => page.getByRole('region', { name: option?.label.zh ?? '', exact: true });
    const card = (option?: (typeof options)[number]) => column(option).getByRole('link', { name: 'Board contested' });
    const { release } = await cutOff(person);
    await card(first).waitFor();
    await call(program, 'PATCH', `/deals/${id}`, { stage: third?.value });
    await carry(page, handle, column(second));
    await card(second).waitFor();
    release();
    await person.sees('Somebody else changed this record meanwhile');
    // Behind the question.
    await page.getByRole('region', { name: third?.label.zh ?? '', exact: true, includeHidden: true }).getByRole('link', { name: 'Board contested', includeHidden: true }).waitFor();
    await person.press('Use mine');
    await card(second).waitFor();
    await expect.poll(async () => (await call(program, 'GET', `/deals/${id}`)).stage).toBe(second?.value);
    await page.getByRole('dialog', { name: say('Somebody else changed this record meanwhile') }).waitFor({ state: 'detached' });
    await leave();
  });
});
