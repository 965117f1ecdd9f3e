import { expect, test } from 'vitest';
import { makeSync, removeNamed } from './support/again';
import { call } from './support/api';
import { inDemo, signedIn } from './support/person';

inDemo('somebody who decides', ({ program, browser }) => {
  interface Review {
    id: string;
    kind: string;
    sync: string;
    detail: Record<string, unknown>;
  }

  const remove = (path: string) => fetch(`${program.address}/api/v1${path}`, { method: 'DELETE', headers: { authorization: `Bearer ${program.key}` } });
  const reviews = async (state = 'open') => (await call(program, 'GET', `/reviews?limit=200&state=${state}`)).items as Review[];
  const zoho = async (): Promise<string> => ((await call(program, 'GET', '/connections')).items as { name: string; connector: string }[]).find((each) => each.connector === 'zoho')?.name ?? '';

  /** A sync that stops because it would change too much. */
  async function stopped(name: string): Promise<string> {
    const fields = [['id', 'external_id'], ['Email', 'email'], ['Last_Name', 'notes']].map(([from, to]) => ({ from, to }));
    const { id } = await makeSync(program, { name, connection: await zoho(), stream: 'Contacts', object: 'customers', source: name, mapping: { version: 1, object: 'customers', fields }, limits: { changed_share_max: 0.01 }, triggers: {} });
    await call(program, 'POST', `/syncs/${id}:go-live`, { override: 'tried by hand' });
    await call(program, 'POST', `/syncs/${id}:run`, {});
    await expect.poll(async () => (await reviews()).some((review) => review.sync === id), { timeout: 60_000 }).toBe(true);
    return id;
  }

  test('walks through questions by J and K, answers one by R, and several at once', async () => {
    const syncs: string[] = [];
    for (const name of ['Decide one', 'Decide two', 'Decide three']) syncs.push(await stopped(name));
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    await page.goto('/reviews');
    const list = page.getByRole('list', { name: say('Reviews') });
    await list.getByRole('listitem').nth(2).waitFor();
    const at = () => new URL(page.url()).searchParams.get('id')?.replaceAll('"', '');
    const all = await reviews();
    const mine = all.filter((review) => syncs.includes(review.sync)).map((review) => review.id);
    await page.locator('body').press('j');
    await expect.poll(at).toBeTruthy();
    const first = at();
    await page.locator('body').press('j');
    await expect.poll(at).not.toBe(first);
    await page.locator('body').press('k');
    await expect.poll(at).toBe(first);
    await page.goto(`/reviews?id=${mine[0] ?? ''}`);
    await person.sees('Run stopped: too much at once');
    await page.getByRole('heading', { name: /would change; the limit allows/ }).waitFor();
    await page.locator('body').press('r');
    await expect.poll(async () => (await reviews()).some((review) => review.id === mine[0])).toBe(false);
    await person.job('reject several at once', async () => {
      await page.goto(`/reviews?id=${mine[1] ?? ''}`);
      await list.getByRole('listitem').first().waitFor();
      await page.locator('body').press('x');
      // The other one stands above or below; rows that fit several records stand there as well.
      const shown = await list.getByRole('listitem').count();
      for (let step = 0; step < shown; step++) await page.locator('body').press('k');
      for (let step = 0; step < shown && at() !== mine[2]; step++) {
        await page.locator('body').press('j');
        await page.waitForTimeout(100);
      }
      expect(at()).toBe(mine[2]);
      await page.locator('body').press('x');
      await page.locator('body').press('r');
      await page.getByRole('dialog').getByRole('button').last().click();
    });
    await expect.poll(async () => (await reviews()).filter((review) => syncs.includes(review.sync)).length).toBe(0);
    for (const id of syncs) await remove(`/syncs/${id}`);
    await person.leave();
  });

  test('settles a conflict in Chinese: both values side by side, theirs is taken', async () => {
    const sync = ((await call(program, 'GET', '/syncs')).items as { id: string; name: string }[]).find((each) => each.name === 'Salesforce contacts')?.id ?? '';
    const table = await (await fetch(`${program.control}/salesforce/tables/Contact/records?limit=20`)).json().catch(() => ({}));
    const rows = (Array.isArray(table) ? table : (table.records ?? table.items ?? [])) as { id?: string; values?: Record<string, unknown> }[];
    const linked = (await call(program, 'GET', `/syncs/${sync}/records?limit=50`)).items as { record: string; external_id: string }[];
    const pair = linked.find((each) => rows.length === 0 || rows.some((row) => row.id === each.external_id)) ?? linked[0];
    expect(pair?.external_id).toBeTruthy();
    const { definition } = await call(program, 'GET', `/syncs/${sync}`);
    await call(program, 'POST', `/syncs/${sync}:pause`, {});
    await call(program, 'PATCH', `/syncs/${sync}`, { fields: { ...(definition.fields ?? {}), email: { conflict: 'ask' } } });
    // Addresses that no earlier try left on a side.
    const [ours, theirs] = ['ours', 'theirs'].map((side) => `${side}.${Date.now()}@conflict.example`) as [string, string];
    await call(program, 'PATCH', `/customers/${pair?.record}`, { email: [ours] });
    await fetch(`${program.control}/salesforce/tables/Contact/records/${pair?.external_id}`, { method: 'PATCH', body: JSON.stringify({ values: { Email: theirs } }) });
    await call(program, 'POST', `/syncs/${sync}:resume`, {});
    await call(program, 'POST', `/syncs/${sync}:run`, {}).catch(() => undefined);
    const conflict = async () => (await reviews()).find((review) => review.kind === 'conflict' && review.sync === sync);
    await expect.poll(conflict, { timeout: 60_000 }).toBeTruthy();
    const person = await signedIn(browser(), program, { language: 'zh-CN' });
    const { page, say } = person;
    await page.goto(`/reviews?id=${(await conflict())?.id ?? ''}`);
    await person.sees('Both sides changed this field since the last pass. Which value stays?');
    await page.getByText(ours).first().waitFor();
    await page.getByText(theirs).first().waitFor();
    // The sync decides this field so from now on.
    await page.getByRole('checkbox', { name: say('Make this the rule: {0} decides this field so from now on, and does not ask.') }).check();
    await page.getByRole('button', { name: say('Take theirs') }).first().click();
    await expect.poll(conflict).toBeFalsy();
    expect((await call(program, 'GET', `/syncs/${sync}`)).definition.fields.email.conflict).toBe('source_wins');
    await expect.poll(async () => JSON.stringify((await call(program, 'GET', `/customers/${pair?.record}`)).email), { timeout: 60_000 }).toContain(theirs);
    await call(program, 'PATCH', `/syncs/${sync}`, { fields: definition.fields ?? null });
    await person.leave();
  });

  test('gives a problem to somebody, lets it wait, leaves its rows out, and reads what became of them', async () => {
    const body = new FormData();
    body.set('file', new File(['name,phone,city\n,,Turin\n,,Genoa\n'], 'care.csv'));
    body.set('mapping', new Blob([JSON.stringify({ version: 1, object: 'customers', fields: ['name', 'phone', 'city'].map((name) => ({ from: name, to: name })) })]));
    const answer = await fetch(`${program.address}/api/v1/imports?object=customers&source=Care`, { method: 'POST', headers: { authorization: `Bearer ${program.key}` }, body });
    const { id: run } = (await answer.json()) as { id: string };
    await expect.poll(async () => (await call(program, 'GET', `/runs/${run}`)).state, { timeout: 30_000 }).not.toMatch(/queued|running/);
    const group = async () => ((await call(program, 'GET', '/problems')).items as { id: string; source: string; assignee: string | null; snoozed_until: string | null }[]).find((each) => each.source === 'Care');
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    await page.goto(`/problems/${encodeURIComponent((await group())?.id ?? '')}`);
    await page.getByLabel(say('Looked after by')).selectOption({ label: 'Lin Wei' });
    await expect.poll(async () => (await group())?.assignee).toBeTruthy();
    await person.press('Let it wait…');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('the fair sends a new file');
    await person.press('Let it wait', dialog);
    await page.getByText(/the fair sends a new file/).first().waitFor();
    await expect.poll(async () => (await group())?.snoozed_until).toBeTruthy();
    await person.press('Wake it up');
    await expect.poll(async () => (await group())?.snoozed_until).toBeFalsy();
    await person.press('Leave all out…');
    await dialog.getByRole('textbox').fill('rows of a test');
    await person.press('Leave out', dialog);
    await person.sees('This problem is solved');
    await page.getByText('rows of a test').first().waitFor();
    await page.goto(`/runs/${run}?part=refused`);
    await page.getByRole('table', { name: say('Rows not applied') }).getByText(say('Left out')).first().waitFor();
    await person.leave();
  });

  test('is told in Chinese which check of a connection fails and how that is mended; pauses it and lets it go on', async () => {
    await removeNamed(program, '/connections', 'Refused');
    const connections = (await call(program, 'GET', '/connections')).items as { id: string; name: string; connector: string; settings: Record<string, unknown> }[];
    const salesforce = connections.find((each) => each.connector === 'salesforce');
    const made = await call(program, 'POST', '/connections', { name: 'Refused', connector: 'salesforce', settings: salesforce?.settings, secrets: { client_secret: 'not the secret' } }).catch(async () => undefined);
    expect(made?.id).toBeTruthy();
    const person = await signedIn(browser(), program, { language: 'zh-CN' });
    const { page, say } = person;
    await page.goto(`/connections/${made.id}`);
    await person.press('Check');
    const line = page.getByRole('main').getByRole('listitem').filter({ hasText: /拒绝|凭据|授权|密钥/ }).first();
    await line.waitFor({ timeout: 60_000 });
    expect(await line.innerText()).not.toMatch(/[a-z]{4,} [a-z]{3,} [a-z]{3,} [a-z]{3,}/);
    // It was paused by itself, and says why in words.
    await expect.poll(async () => (await call(program, 'GET', `/connections/${made.id}`)).state, { timeout: 30_000 }).toBe('paused');
    await page.getByRole('alert').getByText(/拒绝了凭据/).waitFor();
    // One that nobody uses at this moment.
    const other = connections.find((each) => each.connector === 'messenger' || /wecom|dingtalk|feishu/.test(each.connector));
    const state = async () => (await call(program, 'GET', `/connections/${other?.id ?? ''}`)).state as string;
    if ((await state()) === 'paused') await call(program, 'POST', `/connections/${other?.id ?? ''}:resume`, {});
    await page.goto(`/connections/${other?.id ?? ''}`);
    const more = page.getByRole('button', { name: say('More'), exact: true }).first();
    await more.click();
    await page.getByRole('menuitem', { name: say('Pause') }).click();
    await expect.poll(state).toBe('paused');
    await more.click();
    await page.getByRole('menuitem', { name: say('Go on') }).click();
    await expect.poll(state).toBe('active');
    await remove(`/connections/${made.id}`);
    await person.leave();
  });

  test('reads the report of a rehearsal', async () => {
    const { scenarios } = (await call(program, 'GET', '/rehearsals/scenarios')) as { scenarios: { name: string; title: { en: string; zh: string } }[] };
    const sync = ((await call(program, 'GET', '/syncs')).items as { id: string; name: string }[]).find((each) => each.name === 'Zoho CRM contacts')?.id ?? '';
    const { run_id: run } = await call(program, 'POST', `/syncs/${sync}:rehearse`, { scenarios: scenarios.slice(0, 1).map((each) => each.name), records: 10 });
    await expect.poll(async () => (await call(program, 'GET', `/runs/${run}`)).state, { timeout: 90_000 }).not.toMatch(/queued|running/);
    const person = await signedIn(browser(), program, { language: 'zh-CN' });
    const { page, say } = person;
    await page.goto(`/sandbox?sync=${sync}&rehearsal=${run}`);
    await page.getByRole('heading', { name: new RegExp(scenarios[0]?.title.zh ?? '') }).first().waitFor();
    await page.getByRole('img', { name: say('held') }).first().waitFor();
    await person.leave();
  });
});
