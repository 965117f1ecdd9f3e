import { expect, test } from 'vitest';
import { forget } from './support/again';
import { call } from './support/api';
import { inDemo, signedIn, type Visitor } from './support/person';

const visitor: Visitor = { name: 'Hedda Dag', email: 'hedda.dag@example.com', role: 'admin' };

inDemo('somebody who begins the day', ({ program, browser }) => {
  test('sees what is due today, what was given to them, and finishes it there', async () => {
    await forget(program, 'activities', 'subject ^ "Late and " OR subject ^ "Mine" OR subject = "Of somebody else"');
    const noted = (subject: string, rest: object) => call(program, 'POST', '/activities', { kind: 'task', subject, ...rest });
    const tasks = await Promise.all([
      noted('Late and mine', { due_at: '2021-03-04T01:00:00Z', owner: visitor.name }),
      noted('Mine without a day', { owner: visitor.name }),
      noted('Late and of nobody', { due_at: '2021-03-04T01:00:00Z' }),
      noted('Mine, in ten years', { due_at: '2036-03-04T01:00:00Z', owner: visitor.name }),
      noted('Of somebody else', { due_at: '2021-03-04T01:00:00Z', owner: 'Somebody Else' }),
    ]);
    const person = await signedIn(browser(), program, { language: 'zh-CN' }, visitor);
    const { page, say } = person;
    const today = page.locator('section').filter({ has: page.getByRole('heading', { name: say('Today') }) });
    await today.getByText('Late and mine').waitFor();
    await today.getByText('Mine without a day').waitFor();
    await today.getByText('Late and of nobody').waitFor();
    expect(await today.innerText()).not.toMatch(/ten years|somebody else/);
    await today.getByRole('checkbox', { name: /Late and mine/ }).click();
    await today.getByText('Late and mine').waitFor({ state: 'detached' });
    await expect.poll(async () => (await call(program, 'GET', `/activities/${tasks[0]?.id}`)).done).toBe(true);
    await person.press('All your tasks');
    await page.getByRole('grid').getByText('Mine, in ten years').waitFor();
    await call(program, 'POST', '/activities:batch', { items: tasks.map((task) => ({ op: 'delete', id: task.id })) });
    await person.leave();
  });

  test('looks at the health of any kind of record, and at how fresh each source of it is', async () => {
    const person = await signedIn(browser(), program, {}, visitor);
    const { page } = person;
    const panel = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Health of the data' }) }).first();
    await panel.getByRole('meter').first().waitFor();
    const sources = panel.getByRole('region', { name: 'Freshness by source' });
    await sources.getByRole('listitem').first().waitFor();
    const choice = panel.getByLabel('Records looked at');
    await choice.selectOption({ index: 1 });
    await panel.getByRole('meter').first().waitFor();
    await panel.getByText('Duplicates to decide').waitFor();
    await person.leave();
  });

  test('is offered the work that their role may do, and as a reader to look at it', async () => {
    for (const [who, offered] of [[visitor, /^(Repair|Decide|Answer)$/], [{ name: 'Nils Leser', email: 'nils.leser@example.com', role: 'reader' }, /^Look$/]] as [Visitor, RegExp][]) {
      const person = await signedIn(browser(), program, {}, who);
      const lines = person.page.locator('section').filter({ has: person.page.getByRole('heading', { name: 'To do', exact: true }) }).getByRole('listitem').getByRole('link');
      await lines.first().waitFor();
      for (const line of await lines.all()) expect(await line.locator('span').last().innerText()).toMatch(offered);
      await person.leave();
    }
  });

  test('is told panel by panel what cannot be read, and tries again', async () => {
    const person = await signedIn(browser(), program, {}, visitor);
    const { page } = person;
    await page.getByRole('heading', { name: 'Today' }).waitFor();
    const gone = /\/api\/v1\/(summary|syncs|runs|problems|reviews|activities)(\?|$)/;
    await page.route(gone, (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ type: '/errors/busy', title: 'Busy', status: 503, detail: 'Too busy now.', code: 'busy', retryable: true }) }));
    await page.reload();
    for (const title of ['Today', 'To do', 'Syncs', 'Latest runs', 'Health of the data']) {
      await page.locator('section').filter({ has: page.getByRole('heading', { name: title, exact: true }) }).getByRole('alert').first().waitFor({ timeout: 60_000 });
    }
    await page.unroute(gone);
    const panel = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Health of the data' }) }).first();
    await person.press('Try again', panel);
    await panel.getByRole('meter').first().waitFor();
    await person.leave();
  });
});
