import { expect, test } from 'vitest';
import { forget, makeSync } from './support/again';
import { call } from './support/api';
import { inDemo, type Person, signedIn } from './support/person';

const SOON = { timeout: 60_000 };

inDemo('somebody who decides how much of a preview becomes true', ({ program, browser }) => {
  let person: Person;
  let sync = '';

  const remove = (path: string) => fetch(`${program.address}/api/v1${path}`, { method: 'DELETE', headers: { authorization: `Bearer ${program.key}` } });
  const table = () => `${program.control}/zoho/tables/Contacts/records`;
  const read = async () => call(program, 'GET', `/syncs/${sync}`);
  const confirm = (name: string) => person.page.getByRole('alertdialog').or(person.page.getByRole('dialog')).getByRole('button', { name, exact: true }).click();
  const ready = () => person.page.getByRole('tab', { name: new RegExp(`^${String(person.say('New and changed'))}`) }).waitFor(SOON);
  const fields = [['id', 'external_id'], ['Last_Name', 'name'], ['Email', 'email'], ['Title', 'title']].map(([from, to]) => ({ from, to }));

  /** An object of its own: what other tests bring would decide which values win. */
  const OBJECT = 'decided';

  async function ownObject() {
    const known = ((await call(program, 'GET', '/objects')).items as { name: string }[]).some((each) => each.name === OBJECT);
    if (known) return forget(program, OBJECT);
    const label = (en: string, zh: string) => ({ en, zh });
    const own = [
      { name: 'name', label: label('Name', '名称'), type: 'text' },
      { name: 'email', label: label('E-mail', '邮箱'), type: 'email', match_key: 'email' },
      { name: 'title', label: label('Job title', '职务'), type: 'text' },
    ];
    await call(program, 'POST', '/objects', { name: OBJECT, label: label('Decided', '决定'), title_field: 'name', fields: own });
  }

  test('leaves a draft, goes on with it step by step, takes a filter out again, and asks somebody else', async () => {
    await ownObject();
    const connection = ((await call(program, 'GET', '/connections')).items as { name: string; connector: string }[]).find((each) => each.connector === 'zoho')?.name;
    sync = (await makeSync(program, { name: 'Decided', connection, stream: 'Contacts', object: OBJECT, source: 'Decided', mapping: { version: 1, object: OBJECT, fields }, filter: 'email IS NOT NULL', rollout: { share: 5 }, triggers: { push: false, change: false } })).id;
    person = await signedIn(browser(), program);
    const { page, say } = person;
    await page.goto(`/syncs/${sync}`);
    await person.press('Go on step by step');
    await page.getByRole('button', { name: /^Stream: / }).waitFor();
    await page.getByRole('button', { name: 'Next: Which records' }).click();
    await page.getByRole('button', { name: /is filled/ }).waitFor();
    await person.press('as text');
    await page.getByLabel(/, as text$/).fill('');
    await person.press('Save as draft');
    await page.waitForURL(/\/syncs\/\d+$/);
    await expect.poll(async () => (await read()).definition.filter ?? null).toBeNull();
    expect((await read()).state).toBe('draft');

    await person.press('Go on step by step');
    for (const step of ['Which records', 'Who is who', 'Mapping', 'Rules']) await page.getByRole('button', { name: `Next: ${step}` }).click();
    await person.press('Save and look at the preview');
    await page.getByRole('button', { name: say('Send for approval…') }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('from the wizard');
    await person.press('Send', page.getByRole('dialog'));
    await person.sees('Sent for approval');
    const reviews = (await call(program, 'GET', '/reviews')).items as { kind: string; sync: string; detail: { note: string } }[];
    expect(reviews.find((each) => each.kind === 'plan_approval' && each.sync === sync)?.detail.note).toBe('from the wizard');
  });

  test('ticks two records of a preview, and exactly these are applied; the rest waits', async () => {
    const { page, say } = person;
    const own = (await makeSync(program, { name: 'Chosen', connection: (await read()).definition.connection, stream: 'Contacts', object: OBJECT, source: 'Chosen', mapping: { version: 1, object: OBJECT, fields }, triggers: { push: false, change: false } })).id;
    const chosen = async () => (await call(program, 'GET', `/syncs/${own}/records?limit=200&state=in_sync`)).items as { record: string; external_id: string }[];
    await page.goto(`/syncs/${own}/preview`);
    await ready();
    const only = page.getByRole('button', { name: say('Apply only…') });
    expect(await only.isDisabled()).toBe(true);
    const boxes = page.getByRole('checkbox', { name: /^Choose / });
    const names = await Promise.all([1, 3].map(async (at) => ((await boxes.nth(at).getAttribute('aria-label')) ?? '').replace(/^Choose /, '')));
    for (const at of [1, 3]) await boxes.nth(at).check();
    await person.job('apply two records of a preview', async () => {
      await page.getByRole('button', { name: 'Apply 2 records only…' }).click();
      await page.getByText(/^They are applied now, and the sync is paused at once/).waitFor();
      await confirm('Go live');
      await page.waitForURL(/\/runs\/\d+/);
    });
    await page.getByText('2 chosen records', { exact: true }).waitFor();
    await expect.poll(async () => (await chosen()).length, SOON).toBe(2);
    const made = await Promise.all((await chosen()).map(async (member) => (await call(program, 'GET', `/${OBJECT}/${member.record}`)).name as string));
    expect(made.sort()).toEqual(names.sort());
    expect((await call(program, 'GET', `/syncs/${own}`)).state).toBe('paused');

    // The source changes beside the ticked record: nothing is done.
    await page.goto(`/syncs/${own}/preview`);
    await ready();
    await boxes.first().check();
    const other = ((await (await fetch(`${table()}?limit=50`)).json()) as { records: { id: string }[] }).records.at(-1)?.id ?? '';
    await fetch(`${table()}/${other}`, { method: 'PATCH', body: JSON.stringify({ values: { Title: `Changed meanwhile ${Date.now()}` } }) });
    await page.getByRole('button', { name: 'Apply 1 record only…' }).click();
    await confirm('Apply');
    await page.getByRole('region', { name: say('Messages') }).getByText(/changed|preview/i).last().waitFor();
    expect((await chosen()).length).toBe(2);
    await person.press('Again');
    await ready();
    await remove(`/syncs/${own}`);
    // Whoever is there already is met by a row of the next previews, and neither new nor changed.
    await forget(program, OBJECT);
  });

  test('previews all records instead of a share, goes live with a share, and sees what a version would change', async () => {
    const { page, say } = person;
    await page.goto(`/syncs/${sync}/preview`);
    await ready();
    const counted = async () => Number((await page.getByRole('tab', { name: new RegExp(`^${String(say('New and changed'))}`) }).innerText()).replaceAll(/\D/g, ''));
    const few = await counted();
    await page.getByLabel(say('For how many records')).selectOption('100');
    await page.getByRole('button', { name: 'Go live with 100%' }).waitFor();
    await expect.poll(counted, SOON).toBeGreaterThan(few);
    await page.getByLabel(say('For how many records')).selectOption('25');
    const button = page.getByRole('button', { name: 'Go live with 25%' });
    await button.waitFor();
    await expect.poll(() => button.isEnabled(), SOON).toBe(true);
    const quarter = await counted();
    await person.job('go live from the preview', async () => {
      await button.click();
      await confirm('Go live');
      await person.sees('Done as foretold');
    });
    await page.waitForURL(/\/runs\/\d+/);
    expect((await read()).state).toBe('live');
    // Two people there may be one here, so that records are counted and not their rows.
    const taken = async () => new Set(((await call(program, 'GET', `/syncs/${sync}/records?limit=500`)).items as { record: string }[]).map((row) => row.record)).size;
    await expect.poll(taken, SOON).toBe(quarter);
  });

  test('is told that the source changed since, does nothing then, and applies what the next preview shows', async () => {
    const { page, say } = person;
    const [row] = (await call(program, 'GET', `/syncs/${sync}/records?limit=1`)).items as { external_id: string; record: string }[];
    const title = async () => (await call(program, 'GET', `/${OBJECT}/${row?.record}`)).title as string | null;
    const give = (value: string) => fetch(`${table()}/${row?.external_id}`, { method: 'PATCH', body: JSON.stringify({ values: { Title: value } }) });
    expect((await give('First Mate')).status).toBe(200);
    await page.goto(`/syncs/${sync}/preview`);
    await page.getByText('First Mate').first().waitFor(SOON);
    // How many fields of records that are there would change.
    await page.getByText(say('Fields changed'), { exact: true }).waitFor();
    expect((await give('Captain')).status).toBe(200);
    const apply = page.getByRole('button', { name: 'Apply to 25%' });
    await apply.click();
    await confirm('Apply');
    await page.getByRole('region', { name: say('Messages') }).getByText(/changed|preview/i).last().waitFor();
    expect(await title()).not.toBe('First Mate');
    await person.press('Again');
    await page.getByText('Captain').first().waitFor(SOON);
    await expect.poll(() => apply.isEnabled(), SOON).toBe(true);
    await apply.click();
    await confirm('Apply');
    await expect.poll(title, SOON).toBe('Captain');
  });

  test('is warned before a mapping that changes more than a limit allows', async () => {
    const { page, say } = person;
    const swapped = fields.map((rule) => (rule.to === 'name' ? { ...rule, from: 'id' } : rule));
    await call(program, 'PATCH', `/syncs/${sync}`, { mapping: { version: 1, object: OBJECT, fields: swapped }, limits: { changed_share_max: 0.1, records_min: 1 } });
    await page.goto(`/syncs/${sync}/preview`);
    await page.getByRole('radio', { name: say('Everything') }).click();
    await page.getByText(say('It would stop and ask a person: {0}')).first().waitFor(SOON);
    await call(program, 'PATCH', `/syncs/${sync}`, { mapping: { version: 1, object: OBJECT, fields }, limits: null });
  });

  test('widens it by a sentence and for some fields, takes that back, and reads a span of time again', async () => {
    const { page, say } = person;
    await page.goto(`/syncs/${sync}`);
    const before = (await read()).definition.rollout;
    await page.getByRole('button', { name: 'Widen from 25%' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: '50%' }).click();
    await person.press('as text', dialog);
    await dialog.getByLabel(/, as text$/).fill('email IS NOT NULL');
    await dialog.getByRole('radio', { name: say('only these') }).click();
    await dialog.getByLabel('E-mail', { exact: true }).check();
    await dialog.getByLabel('Job title', { exact: true }).check();
    await dialog.getByRole('button', { name: 'Live for 50%' }).click();
    await expect.poll(async () => (await read()).definition.rollout).toMatchObject({ share: 50, filter: 'email IS NOT NULL', fields: ['email', 'title'] });
    await person.press('Undo', page.getByRole('region', { name: say('Messages') }));
    await expect.poll(async () => (await read()).definition.rollout).toEqual(before);

    await page.getByRole('button', { name: say('More'), exact: true }).first().click();
    await person.press('Read again…');
    await dialog.getByRole('radio', { name: say('A span of time') }).click();
    const start = dialog.getByRole('button', { name: say('Start') });
    expect(await start.isDisabled()).toBe(true);
    await dialog.getByLabel(/^From/).fill('2020-01-01T00:00');
    expect(await start.isDisabled()).toBe(false);
    await start.click();
    await dialog.waitFor({ state: 'detached' });

    // Only those that fit, by a sentence that is clicked together.
    const runs = async () => (await call(program, 'GET', `/runs?sync=${sync}`)).items as { state: string; report: { excluded?: number; read?: number; notes?: { code: string; detail: string }[] } | null }[];
    await expect.poll(async () => (await runs()).some((run) => /^(queued|running|open)$/.test(run.state)), SOON).toBe(false);
    await page.getByRole('button', { name: say('More'), exact: true }).first().click();
    await person.press('Read again…');
    await dialog.getByRole('button', { name: say('Filter') }).click();
    await page.getByRole('option', { name: /^Job title/ }).click();
    await page.getByRole('textbox', { name: say('Value') }).fill('Captain');
    await person.press('Apply');
    await person.sees('What does not fit stays as it is, and nothing counts as gone.');
    await start.click();
    await dialog.waitFor({ state: 'detached' });
    const narrowed = async () => (await runs()).find((run) => run.report?.notes?.some((note) => note.code === 'only_matching' && note.detail === 'title ~ "Captain"'));
    await expect.poll(narrowed, SOON).toBeTruthy();
    const report = (await narrowed())?.report;
    expect((report?.read ?? 0) - (report?.excluded ?? 0)).toBe(1);
    await remove(`/syncs/${sync}`);
    await person.leave();
  });
});
