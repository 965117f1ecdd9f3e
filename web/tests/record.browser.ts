import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { forget, makeSync } from './support/again';
import { call } from './support/api';
import { inDemo, signedIn } from './support/person';

const SOON = { timeout: 20_000 };

/** What others do after somebody has pressed and before the server hears of it, once. */
async function justBefore(page: Page, method: string, path: string, others: () => Promise<unknown>): Promise<void> {
  let isDone = false;
  await page.route(`**/api/v1${path}`, async (route) => {
    if (route.request().method() === method && !isDone) {
      isDone = true;
      await others();
    }
    await route.continue();
  });
}

inDemo('somebody on the page of a customer', ({ program, browser }) => {
  test('notes a task, asks why the record looks like this, and lets its syncs carry it at once', async () => {
    const customer = await call(program, 'POST', '/customers', { name: 'Greta Lindqvist', email: 'greta@lindqvist.example', city: 'Malmö' });
    const person = await signedIn(browser(), program);
    const { page } = person;
    await page.goto(`/records/customers/${customer.id}`);
    await person.press('Follow up');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What is to be done').fill('Call about the offer');
    await dialog.getByLabel('By when').fill('2031-05-06');
    await person.press('Note the task', dialog);
    await dialog.waitFor({ state: 'detached' });
    const panel = page.getByRole('region', { name: 'Tasks' });
    await panel.getByText('Call about the offer').waitFor();
    await panel.getByText('Lin Wei').waitFor();
    await page.getByRole('region', { name: 'Timeline' }).getByRole('link', { name: 'Call about the offer' }).waitFor();
    const tasks = await call(program, 'GET', `/activities?filter=${encodeURIComponent(`customer = "${customer.id}"`)}`);
    expect(tasks.items.map((task: { kind: string; due_at: string }) => [task.kind, task.due_at.slice(0, 10)])).toEqual([['task', '2031-05-06']]);

    await person.press('More');
    await page.getByRole('menuitem', { name: 'Explain…' }).click();
    await dialog.getByText('greta@lindqvist.example').waitFor();
    await dialog.getByText(/Set by hand/).first().waitFor();
    await page.keyboard.press('Escape');

    await person.press('More');
    await page.getByRole('menuitem', { name: 'Push now' }).click();
    await page.getByText('Under way:').first().waitFor();
    await person.press('More');
    await page.getByRole('menuitem', { name: 'Pull now' }).click();
    await person.leave();
  });

  test('knows a system by the same mark on every screen', async () => {
    const sync = ((await call(program, 'GET', '/syncs')).items as { id: string; name: string }[]).find((each) => each.name === 'Salesforce contacts')?.id ?? '';
    const known = async () => ((await call(program, 'GET', `/syncs/${sync}/records?limit=1`)).items as { record: string }[])[0]?.record;
    await expect.poll(known, { timeout: 60_000 }).toBeTruthy();
    const person = await signedIn(browser(), program);
    const { page } = person;
    const places: [path: string, within: Locator][] = [
      ['/connections', page.getByRole('main').getByRole('link', { name: /^Salesforce \(simulated\)/ })],
      ['/connections?add=true', page.getByRole('dialog').locator('li, button').filter({ hasText: /^Salesforce/ })],
      ['/syncs', page.getByRole('row', { name: /Salesforce contacts/ })],
      [`/syncs/${sync}`, page.getByRole('heading', { level: 1 })],
      [`/runs?sync=${sync}`, page.getByRole('row', { name: /Salesforce contacts/ })],
      ['/', page.getByRole('link', { name: /^Salesforce contacts/ })],
      [`/records/customers/${(await known()) ?? ''}`, page.getByRole('button', { name: /^Salesforce \(simulated\)/ })],
    ];
    const marks: string[] = [];
    for (const [path, within] of places) {
      await page.goto(path);
      const mark = within.first().locator('[data-letters]:not([data-letters=""])').first();
      await mark.waitFor(SOON);
      marks.push(await mark.evaluate((element) => `${element.getAttribute('data-letters')} ${(element as HTMLElement).style.background}`));
    }
    expect([...new Set(marks)]).toHaveLength(1);
    expect(marks[0]).toMatch(/^SA /);
    await person.leave();
  });

  test('finishes a task by a click, takes it back, and takes the record over', async () => {
    const customer = await call(program, 'POST', '/customers', { name: 'Tilda Holm' });
    const task = await call(program, 'POST', '/activities', { kind: 'task', subject: 'Send the contract', due_at: '2020-01-02T01:00:00Z', customer: customer.id });
    const person = await signedIn(browser(), program, { language: 'zh-CN' });
    const { page, say } = person;
    await page.goto(`/records/customers/${customer.id}`);
    const panel = page.getByRole('region', { name: say('Tasks') });
    await panel.getByText(say('overdue')).waitFor();
    // Somebody else writes another value of it just then.
    await justBefore(page, 'PATCH', `/activities/${task.id}`, () => call(program, 'PATCH', `/activities/${task.id}`, { body: 'by courier' }));
    await panel.getByRole('checkbox', { name: say('Done: {subject}') }).click();
    await panel.getByText(say('Nothing is to be done.')).waitFor();
    const done = async () => (await call(program, 'GET', `/activities/${task.id}`)).done;
    await expect.poll(done, SOON).toBe(true);
    await person.press('Undo', page.getByRole('region', { name: say('Messages') }));
    await panel.getByText('Send the contract').waitFor();
    await expect.poll(done, SOON).toBeFalsy();
    await person.press('Take it over', page.getByRole('region', { name: say('Looked after by') }));
    await expect.poll(async () => (await call(program, 'GET', `/customers/${customer.id}`)).owner, SOON).toBe('Lin Wei');
    await person.leave();
  });

  test('deletes a record that a sync touched just then, but not one of which somebody changed a value', async () => {
    const made = await call(program, 'POST', '/customers', { name: 'Solveig Dahl', city: 'Tromsø' });
    const path = `/customers/${made.id}`;
    const person = await signedIn(browser(), program);
    const { page } = person;
    const remove = async () => {
      await page.getByRole('main').getByRole('button', { name: 'More', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Delete…' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    };
    await page.goto(`/records${path}`);
    await justBefore(page, 'DELETE', path, () => call(program, 'PATCH', path, { city: 'Bodø' }));
    await remove();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Bodø').first().waitFor();
    // A new version, all values as before.
    await justBefore(page, 'DELETE', path, async () => {
      await call(program, 'PATCH', path, { city: 'Narvik' });
      await call(program, 'PATCH', path, { city: 'Bodø' });
    });
    await remove();
    await page.getByText('Solveig Dahl deleted').waitFor();
    const live = await call(program, 'GET', `/customers?filter=${encodeURIComponent(`id = ${made.id}`)}`);
    expect(live.items).toEqual([]);
    await person.leave();
  });

  test('sees at a value that it is no e-mail address, as it came', async () => {
    const { items } = await call(program, 'GET', `/customers?limit=1&filter=${encodeURIComponent('email = "www.example.com"')}`);
    const person = await signedIn(browser(), program);
    const { page } = person;
    await page.goto(`/records/customers/${items[0].id}`);
    await page.getByRole('img', { name: 'E-mail: This is not an e-mail address; it was kept as it came.' }).waitFor();
    expect(await page.getByRole('img', { name: /^Name: / }).count()).toBe(0);
    await person.leave();
  });

  test('sees where a value is from, what it was, and gives it back; and goes far back in what happened', async () => {
    const customer = await call(program, 'POST', '/customers', { name: 'Ragna Lund', city: 'First town' });
    await call(program, 'PATCH', `/customers/${customer.id}`, { city: 'Second town' });
    // More changes than one page of the history holds, so that the first town lies beyond it.
    for (let round = 0; round < 60; round++) await call(program, 'PATCH', `/customers/${customer.id}`, { notes: `note ${round}` });
    const person = await signedIn(browser(), program);
    const { page } = person;
    await page.goto(`/records/customers/${customer.id}`);
    const mark = page.getByRole('button', { name: /^City: Set by hand/ });
    await mark.waitFor();
    expect(await mark.getAttribute('title')).toMatch(/Set by hand[^\n]*\n.*20\d\d[^\n]*\nWhat people set by hand wins/);
    const story = page.getByRole('dialog', { name: 'Where City comes from' });
    await person.job('find where a value comes from', async () => {
      await mark.click();
      await story.getByText(/Set by hand/).first().waitFor();
    });
    await person.press('Look further back', story);
    await story.getByText('First town').waitFor();
    await person.press('Restore', story);
    await expect.poll(async () => (await call(program, 'GET', `/customers/${customer.id}`)).city, SOON).toBe('First town');

    const timeline = page.getByRole('region', { name: 'Timeline' });
    await timeline.getByText('note 59').first().waitFor();
    expect(await timeline.getByText('Created', { exact: true }).count()).toBe(0);
    await person.press('Show more', timeline);
    await timeline.getByText('Created', { exact: true }).waitFor();
    await person.leave();
  });

  test('sees how the record stands in each system, and what a system refused', async () => {
    await forget(program, 'customers', 'email = "stands@systems.example"');
    const made = await call(program, 'POST', '/customers', { name: 'S'.repeat(200), email: 'stands@systems.example' });
    const connection = ((await call(program, 'GET', '/connections')).items as { name: string; connector: string }[]).find((each) => each.connector === 'salesforce')?.name;
    const outgoing = { key_field: 'External_Id__c', fields: [{ from: 'name', to: 'LastName' }, { from: 'email', to: 'Email' }] };
    const sync = await makeSync(program, { name: 'Stands out', connection, stream: 'Contact', object: 'customers', source: 'Stands out', direction: 'out', outgoing, filter: 'email : "stands@systems.example"', triggers: { change: false, push: false } });
    await call(program, 'POST', `/syncs/${sync.id}:go-live`, { override: 'tried by hand' });
    await call(program, 'POST', `/syncs/${sync.id}:run`, {});
    const standing = async () => ((await call(program, 'GET', `/customers/${made.id}/syncs`)).items as { sync: string; state: string }[]).find((each) => each.sync === sync.id)?.state;
    await expect.poll(standing, { timeout: 60_000 }).toBe('refused');
    const person = await signedIn(browser(), program, { language: 'zh-CN' });
    const { page, say } = person;
    await page.goto(`/records/customers/${made.id}`);
    const known = page.getByRole('region', { name: say('Known in') });
    await known.getByRole('button', { name: /Stands out/ }).getByText(say('Refused there')).waitFor();
    await known.getByRole('button', { name: /Stands out/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Stands out' });
    await dialog.getByText(/STRING_TOO_LONG|too large|too long/i).first().waitFor();
    await dialog.getByRole('link', { name: 'Stands out' }).waitFor();
    for (const path of [`/syncs/${sync.id}`, `/customers/${made.id}`]) await fetch(`${program.address}/api/v1${path}`, { method: 'DELETE', headers: { authorization: `Bearer ${program.key}` } });
    await person.leave();
  });

  test('merges two that are one, and gives the other back', async () => {
    const phone = '+8613800990011';
    await forget(program, 'customers', `phone = "${phone}"`);
    const here = await call(program, 'POST', '/customers', { name: 'Merge Here', phone: [phone] });
    const there = await call(program, 'POST', '/customers', { name: 'Merge There', phone: [phone], city: 'Otherville' });
    const person = await signedIn(browser(), program);
    const { page } = person;
    await page.goto(`/records/customers/${here.id}`);
    await person.press('Compare', page.getByRole('region', { name: 'Perhaps the same' }));
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Otherville').first().waitFor();
    await dialog.getByRole('button', { name: /^Merge/ }).last().click();
    await page.getByRole('region', { name: 'Merged in' }).waitFor();
    await expect.poll(async () => (await call(program, 'GET', `/customers/${there.id}`)).id, SOON).toBe((await call(program, 'GET', `/customers/${here.id}`)).id);
    await person.press('Undo the merge…');
    await person.press('Undo the merge', dialog);
    await page.getByText('1 record given back').waitFor();
    expect((await call(program, 'GET', `/customers/${there.id}`)).id).toBe(there.id);
    await person.leave();
  });

  test('sees a value at once, and taken back with the reason where the server refuses it', async () => {
    const customer = await call(program, 'POST', '/customers', { name: 'Solveig Berg', contact_name: 'Solveig herself' });
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    await page.goto(`/records/customers/${customer.id}`);
    const shown = page.getByRole('region', { name: 'Main' }).or(page.getByRole('region', { name: 'Contact' })).or(page.getByRole('region', { name: 'Other' }));
    await shown.getByText('Solveig herself').waitFor();
    let answer: (() => void) | undefined;
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route(`**/api/v1/customers/${customer.id}`, async (route) => {
      if (route.request().method() === 'PATCH') await held;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Edit Contact person' }).focus();
    await page.keyboard.press('Enter');
    const editor = page.getByRole('dialog').last();
    // Longer than the field takes.
    await editor.getByRole('textbox').first().fill('x'.repeat(20_000));
    await person.press('Save', editor);
    await shown.getByText(/^x{1000}/).waitFor();
    answer?.();
    await shown.getByText('Solveig herself').waitFor();
    await page.getByRole('region', { name: say('Messages') }).getByText(/./).last().waitFor();
    expect((await call(program, 'GET', `/customers/${customer.id}`)).contact_name).toBe('Solveig herself');
    await person.leave();
  });

  test('is told on hovering which values lost, and decides where somebody else was faster', async () => {
    await forget(program, 'customers', 'phone = "+8613800990077"');
    const stamp = Date.now();
    const imported = async (source: string, city: string) => {
      const body = new FormData();
      body.set('file', new File([`id,name,phone,city\nCAND${stamp},Candidate,+8613800990077,${city}\n`], 'candidate.csv'));
      const fields = [['id', 'external_id'], ['name', 'name'], ['phone', 'phone'], ['city', 'city']].map(([from, to]) => ({ from, to }));
      body.set('mapping', new Blob([JSON.stringify({ version: 1, object: 'customers', fields })]));
      const answer = await fetch(`${program.address}/api/v1/imports?object=customers&source=${source}`, { method: 'POST', headers: { authorization: `Bearer ${program.key}` }, body });
      const { id } = (await answer.json()) as { id: string };
      await expect.poll(async () => (await call(program, 'GET', `/runs/${id}`)).state, { timeout: 30_000 }).toMatch(/^done/);
    };
    await imported(`Candidates_A${stamp}`, 'Rome');
    await imported(`Candidates_B${stamp}`, 'Oslo');
    const found = (await call(program, 'GET', `/customers?filter=${encodeURIComponent('phone = "+8613800990077"')}`)).items as { id: string; city: string }[];
    expect(found).toHaveLength(1);
    const [customer] = found;
    const lost = customer?.city === 'Rome' ? `Oslo (Candidates_B${stamp})` : `Rome (Candidates_A${stamp})`;
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    await page.goto(`/records/customers/${customer?.id ?? ''}`);
    const mark = page.getByRole('button', { name: /^City: Candidates_/ });
    await mark.waitFor();
    expect(await mark.getAttribute('title')).toContain(`Other candidates: ${lost}`);

    await page.getByRole('button', { name: 'Edit City' }).click();
    const editor = page.getByRole('dialog', { name: 'Edit City' });
    await editor.getByRole('textbox').fill('Bergen');
    // The page hears of changes by others, so the change comes with the edit itself.
    const meanwhile = (values: Record<string, unknown>) => {
      let isDone = false;
      return page.route(`**/api/v1/customers/${customer?.id ?? ''}`, async (route) => {
        if (route.request().method() === 'PATCH' && !isDone) {
          isDone = true;
          await call(program, 'PATCH', `/customers/${customer?.id ?? ''}`, values);
        }
        await route.continue();
      });
    };
    await meanwhile({ city: 'Tromsø' });
    await person.press('Save', editor);
    const conflict = page.getByRole('dialog', { name: say('Somebody else changed this record meanwhile') });
    await conflict.getByText('Tromsø', { exact: true }).waitFor();
    await conflict.getByText('Bergen').waitFor();
    await person.press('Use mine', conflict);
    await expect.poll(async () => (await call(program, 'GET', `/customers/${customer?.id ?? ''}`)).city, SOON).toBe('Bergen');

    // Somebody who changes another value is in nobody's way.
    await meanwhile({ notes: 'called twice' });
    await page.getByRole('button', { name: 'Edit City' }).click();
    await editor.getByRole('textbox').fill('Oslo');
    await person.press('Save', editor);
    await expect.poll(async () => (await call(program, 'GET', `/customers/${customer?.id ?? ''}`)).city, SOON).toBe('Oslo');
    expect((await call(program, 'GET', `/customers/${customer?.id ?? ''}`)).notes).toBe('called twice');
    expect(await conflict.count()).toBe(0);
    await person.leave();
  });
});
