import { expect, test } from 'vitest';
import { forget, makeSync, settleProblems } from './support/again';
import { call } from './support/api';
import { inDemo, signedIn } from './support/person';

inDemo('somebody who wants to know why', ({ program, browser }) => {
  interface Run {
    id: string;
    state: string;
    report: Record<string, unknown> | null;
  }

  const remove = (path: string) => fetch(`${program.address}/api/v1${path}`, { method: 'DELETE', headers: { authorization: `Bearer ${program.key}` } });

  const zoho = async (): Promise<string> => ((await call(program, 'GET', '/connections')).items as { name: string; connector: string }[]).find((each) => each.connector === 'zoho')?.name ?? '';

  async function ended(id: string): Promise<Run> {
    await expect.poll(async () => (await call(program, 'GET', `/runs/${id}`)).state, { timeout: 60_000 }).not.toMatch(/queued|running/);
    return await call(program, 'GET', `/runs/${id}`);
  }

  async function imported(rows: string, query: string, mapping?: string[]): Promise<Run> {
    const body = new FormData();
    body.set('file', new File([rows], 'why.csv'));
    if (mapping) body.set('mapping', new Blob([JSON.stringify({ version: 1, object: 'customers', fields: mapping.map((name) => ({ from: name, to: name === 'id' ? 'external_id' : name })) })]));
    const answer = await fetch(`${program.address}/api/v1/imports?object=customers&${query}`, { method: 'POST', headers: { authorization: `Bearer ${program.key}` }, body });
    return ended(((await answer.json()) as { id: string }).id);
  }

  test('reads in Chinese that a run stopped before it changed too much, answers, and comes from the run to what its rules changed', async () => {
    const fields = [['id', 'external_id'], ['Email', 'email'], ['Last_Name', 'notes']].map(([from, to]) => ({ from, to }));
    const definition = { name: 'Why it stopped', connection: await zoho(), stream: 'Contacts', object: 'customers', source: 'Why', mapping: { version: 1, object: 'customers', fields }, limits: { changed_share_max: 0.01 }, triggers: {} };
    const { id: sync } = await makeSync(program, definition);
    await call(program, 'POST', `/syncs/${sync}:go-live`, { override: 'tried by hand' });
    await call(program, 'POST', `/syncs/${sync}:run`, {});
    const run = async () => ((await call(program, 'GET', `/runs?sync=${sync}`)).items as Run[]).find((each) => each.state === 'paused');
    await expect.poll(run, { timeout: 60_000 }).toBeTruthy();
    const person = await signedIn(browser(), program, { language: 'zh-CN' });
    const { page, say } = person;
    await page.goto(`/runs/${(await run())?.id ?? ''}`);
    await person.sees('Too much would have changed or failed at once, so it stopped.');
    await page.getByText(/条记录中有 .+ 条会改变，超出规则允许的范围/).waitFor();
    await page.getByRole('link', { name: say('version {version} and what it changed') }).click();
    await page.waitForURL(/\/syncs\/\d+\?part=versions&version=1/);
    await person.sees('The first version.');
    await page.goBack();
    await person.job('from the run to its question', async () => {
      await person.press('Answer');
      await page.waitForURL(/\/reviews\?id=/);
    });
    await person.sees('Run stopped: too much at once');
    await remove(`/syncs/${sync}`);
    await person.leave();
  });

  test('sees what a writing run wrote, and how many calls it took', async () => {
    const runs = (await call(program, 'GET', '/runs?kind=sync&limit=100')).items as Run[];
    const run = runs.find((each) => each.report?.mode === 'outbound' && Number(each.report.written_updated ?? 0) + Number(each.report.written_created ?? 0) > 0);
    expect(run).toBeTruthy();
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    await page.goto(`/runs/${run?.id ?? ''}`);
    const line = (label: string) => page.getByRole('listitem').filter({ hasText: new RegExp(`^${String(say(label))}`) }).innerText();
    const count = (name: string) => Number(run?.report?.[name] ?? 0);
    await person.sees('To be written');
    expect(await line('Written')).toContain(String(count('written_created') + count('written_updated') + count('written_deleted')));
    await page.getByText(say('Calls to write')).waitFor();
    // What it wrote stands first.
    await page.getByRole('table', { name: say('Written to the other system') }).waitFor();
    await person.leave();
  });

  test('is told in words that a file could not be mapped, on the run and on the import', async () => {
    const run = await imported('qqq,zzz\n1,2\n', 'source=Why');
    expect(run.state).toBe('failed');
    const person = await signedIn(browser(), program, { language: 'zh-CN' });
    const { page, say } = person;
    for (const path of [`/imports/${run.id}`, `/runs/${run.id}`]) {
      await page.goto(path);
      await person.sees('No column could be given to a field. Say yourself which column is which field.');
    }
    await person.press('Import again');
    await page.waitForURL(/\/imports\/new\?again=/);
    await page.getByText(say('Choose the file with the corrected rows of {0}. Source, fields and rules are taken over; rows that were corrected are found again, not doubled.')).waitFor();
    await person.leave();
  });

  test('comes from an import to the row that waits for a decision', async () => {
    const [phone, email] = ['+8613700556688', 'why.held@example.com'];
    await settleProblems(program, 'Why');
    await forget(program, 'customers', `phone = "${phone}" OR email = "${email}"`);
    const made = [await call(program, 'POST', '/customers', { name: 'Why by phone', phone }), await call(program, 'POST', '/customers', { name: 'Why by mail', email })];
    const run = await imported(`id,name,phone,email\nWHY${Date.now()},Held,${phone},${email}\n`, 'source=Why&policy=review', ['id', 'name', 'phone', 'email']);
    expect(run.report?.held).toBe(1);
    const person = await signedIn(browser(), program);
    const { page } = person;
    await page.goto(`/imports/${run.id}`);
    // Nothing was refused, and nothing is called so.
    await person.sees('Done, some to decide');
    await person.press('Decide');
    await page.waitForURL(/\/problems\/.+record=/);
    await page.getByText('Why by phone').first().waitFor();
    await page.getByText('Why by mail').first().waitFor();
    for (const { id } of made) await remove(`/customers/${id}`);
    await person.leave();
  });

  test('reads in Chinese why rows of a preview are left alone', async () => {
    const fields = [['id', 'external_id'], ['Last_Name', 'name'], ['Email', 'email']].map(([from, to]) => ({ from, to }));
    const definition = { name: 'Why not', connection: await zoho(), stream: 'Contacts', object: 'contacts', source: 'Why not', filter: 'email IS NULL', mapping: { version: 1, object: 'contacts', fields }, triggers: {} };
    const { id: sync } = await makeSync(program, definition);
    const person = await signedIn(browser(), program, { language: 'zh-CN' });
    const { page, say } = person;
    await page.goto(`/syncs/${sync}/preview`);
    await page.getByRole('tab', { name: new RegExp(String(say('Left alone'))) }).click({ timeout: 60_000 });
    await person.sees('does not fit the filter');
    await remove(`/syncs/${sync}`);
    await person.leave();
  });

  test('compares a run with the one before, and takes the facts for support along', async () => {
    const fields = [['id', 'external_id'], ['Last_Name', 'name'], ['Email', 'email']].map(([from, to]) => ({ from, to }));
    const definition = { name: 'Compared', connection: await zoho(), stream: 'Contacts', object: 'contacts', source: 'Compared', mapping: { version: 1, object: 'contacts', fields }, rollout: { share: 2 }, triggers: {} };
    const { id: sync } = await makeSync(program, definition);
    await call(program, 'POST', `/syncs/${sync}:go-live`, { override: 'tried by hand' });
    const runs = async () => ((await call(program, 'GET', `/runs?sync=${sync}`)).items as Run[]).filter((run) => run.state === 'done');
    for (const count of [1, 2]) {
      await call(program, 'POST', `/syncs/${sync}:run`, { mode: 'full' });
      await expect.poll(async () => (await runs()).length, { timeout: 60_000 }).toBeGreaterThanOrEqual(count);
    }
    const run = (await runs())[0];
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    await person.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`/runs/${run?.id ?? ''}`);
    await person.press('Compare with the run before');
    await person.button('Without comparison').waitFor();
    await page.getByRole('button', { name: say('Copy the facts of this run for support') }).click();
    await person.sees('Copied. No value of a customer is in it.');
    const facts = JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as { id: string; report: Record<string, unknown> };
    expect(facts.id).toBe(run?.id);
    expect(facts.report.read).toBe(run?.report?.read);
    await remove(`/syncs/${sync}`);
    await person.leave();
  });

  test('opens a refused row with its id, its values and each attempt, and replays it; and sees what let a run begin', async () => {
    const run = await imported('id,name,email\nREF1,,\nREF2,Refused Not,refused.not@example.com\n', 'source=Why%20refused', ['id', 'name', 'email']);
    expect(run.report?.rejected).toBe(1);
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    await page.goto(`/runs/${run.id}?part=refused`);
    const row = page.getByRole('table', { name: say('Rows not applied') }).getByRole('row').filter({ hasText: 'REF1' });
    await row.getByRole('cell', { name: 'REF1', exact: true }).first().waitFor();
    await row.focus();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog');
    await drawer.getByText(say('The row as it came')).waitFor();
    await drawer.getByText('REF1').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('checkbox', { name: /^Choose row/ }).check();
    await page.getByRole('button', { name: 'Replay 1 row' }).click();
    await row.getByText(say('Applied again')).waitFor();
    await row.click();
    await page.getByRole('dialog').getByRole('link', { name: say('Run {0}') }).click();
    await page.waitForURL((url) => url.pathname !== `/runs/${run.id}`);
    // An empty run gives way to the next empty one of its sync, perhaps before its page is read.
    const scheduled = async () => ((await call(program, 'GET', '/runs?kind=sync&limit=100')).items as (Run & { trigger: string })[]).find((each) => each.trigger === 'schedule' && each.state === 'done')?.id;
    const isTold = async () => {
      await page.goto(`/runs/${(await scheduled()) ?? ''}`);
      return await page.getByText(say('its schedule'), { exact: true }).waitFor({ timeout: 5_000 }).then(() => true, () => false);
    };
    await expect.poll(isTold, { timeout: 60_000 }).toBe(true);
    await page.getByText(say('Calls today')).waitFor();
    await call(program, 'POST', `/runs/${run.id}:rollback`);
    await person.leave();
  });

  test('sees how long a run waited for the other system, and how many calls it made', async () => {
    const fields = [['id', 'external_id'], ['Last_Name', 'name'], ['Email', 'email']].map(([from, to]) => ({ from, to }));
    const definition = { name: 'Waited', connection: await zoho(), stream: 'Contacts', object: 'contacts', source: 'Waited', mapping: { version: 1, object: 'contacts', fields }, rollout: { share: 2 }, triggers: {} };
    const { id: sync } = await makeSync(program, definition);
    await call(program, 'POST', `/syncs/${sync}:go-live`, { override: 'tried by hand' });
    await fetch(`${program.control}/faults`, { method: 'POST', body: JSON.stringify({ spec: 'zoho:*:429:retry_after=3:method=GET' }) });
    await call(program, 'POST', `/syncs/${sync}:run`, { mode: 'full' });
    const done = async () => ((await call(program, 'GET', `/runs?sync=${sync}`)).items as (Run & { calls: { made: number; waited_ms: number } | null })[]).find((run) => run.state === 'done' && run.calls);
    await expect.poll(done, { timeout: 60_000 }).toBeTruthy();
    await fetch(`${program.control}/faults`, { method: 'DELETE' });
    const run = await done();
    expect(run?.calls?.made).toBeGreaterThan(1);
    expect(run?.calls?.waited_ms).toBeGreaterThanOrEqual(2_000);
    const person = await signedIn(browser(), program, { language: 'zh-CN' });
    const { page, say } = person;
    await page.goto(`/runs/${run?.id ?? ''}`);
    await page.getByText(say('Calls made')).waitFor();
    await page.getByText(/^等待对方系统 .*\d/).waitFor();
    await remove(`/syncs/${sync}`);
    await person.leave();
  });
});
