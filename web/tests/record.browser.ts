import { expect, test } from 'vitest';
import { call } from './support/api';
import { inDemo, signedIn } from './support/person';

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
});
