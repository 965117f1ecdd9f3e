import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { forget } from './support/again';
import { call } from './support/api';
import { inDemo, type Person, signedIn } from './support/person';
import { cells, corrected, workbook } from './support/spreadsheet';

/** GB 18030, a title line, phones in three spellings, one person twice, an e-mail that is none, two rows that name nobody. */
const MESSY = new URL('./files/messy.csv', import.meta.url).pathname;

inDemo('somebody who imports a messy file', ({ program, browser }) => {
  let person: Person;

  async function customers(filter: string): Promise<{ id: string; name: string; phone: unknown }[]> {
    return (await call(program, 'GET', `/customers?limit=50&filter=${encodeURIComponent(filter)}`)).items;
  }

  /** From the file to the page of the finished import. */
  async function bring(file: string | { name: string; mimeType: string; buffer: Buffer }, again: boolean) {
    const { page, say } = person;
    await page.locator('input[type=file]').setInputFiles(file);
    await person.press('Next: Object');
    if (!again) await page.getByLabel(say('Name of the source')).fill('展会 2026');
    await person.press('Next: Fields');
    await page.getByRole('button', { name: say('Next: Preview'), disabled: false }).click();
    await page.getByRole('button', { name: say('{0, plural, one {Import # row} other {Import # rows}}') }).click();
    await person.sees('Data problems');
  }

  const figure = (label: string) => person.page.getByText(person.say(label), { exact: true }).locator('xpath=following-sibling::p[1]').first().innerText();

  test('sees what was found out, and imports what can be taken', async () => {
    person = await signedIn(browser(), program, { language: 'zh-CN' });
    await person.go('Imports');
    await person.press('Import a file');
    await person.job('import', () => bring(MESSY, false));
    expect(await figure('Rows read')).toBe('6');
    expect(await figure('Created')).toBe('3');
    expect(await figure('Rejected')).toBe('2');
    const phones = (await customers('name = "李雷" OR name = "韩梅梅"')).map((customer) => customer.phone);
    expect(JSON.stringify(phones)).toContain('+8613900139902');
    expect(JSON.stringify(phones)).toContain('+8613800139903');
  });

  test('downloads the rejected rows as a spreadsheet, corrects them and imports them again', async () => {
    const { page, say } = person;
    const url = page.url();
    const [download] = await Promise.all([page.waitForEvent('download'), person.press('Download the rows as XLSX')]);
    const file = readFileSync(await download.path());
    const before = cells(file);
    const named = (text: string) => [...before].find(([, value]) => value === text)?.[0] ?? '';
    const header = /\d+$/.exec(named('姓名'))?.[0] ?? '';
    const [name, phone, city] = ['姓名', '手机号', '城市'].map((title) => named(title).replace(/\d+$/, ''));
    const values: Record<string, string> = {};
    for (const row of [1, 2].map((each) => Number(header) + each)) {
      values[`${name}${row}`] = `更正 ${before.get(`${city}${row}`)}`;
      values[`${phone}${row}`] = `1370013990${row}`;
    }
    await person.press('Upload corrected rows');
    await bring({ name: download.suggestedFilename(), mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: corrected(file, values) }, true);
    expect(await figure('Created')).toBe('2');
    expect((await customers('name ~ "更正"')).length).toBe(2);
    await page.goto(url);
    await page.getByText(say('{rejected, plural, one {# row was rejected} other {# rows were rejected}}')).waitFor();
  });

  test('undoes the import; what the second one brought stays', async () => {
    const { page } = person;
    await person.job('undo', async () => {
      await person.press('Undo this import…');
      await page.getByRole('dialog').getByText('3').first().waitFor();
      await person.press('Undo this run', page.getByRole('dialog'));
      await person.sees('The run is undone');
    });
    expect(await customers('name = "李雷" AND phone = "+8613900139902"')).toEqual([]);
    expect((await customers('name ~ "更正"')).length).toBe(2);
    await person.leave();
  });
});

inDemo('somebody who imports what is not as usual', ({ program, browser }) => {
  const leads = async (filter: string): Promise<{ id: string; name: string; city: string | null }[]> => (await call(program, 'GET', `/leads?limit=50&filter=${encodeURIComponent(filter)}`)).items;

  test('takes the second sheet of a workbook as leads, known by phone alone, and is asked where a row fits two', async () => {
    await forget(program, 'leads', 'phone = "+8613700998801" OR phone = "+8613700998802" OR city = "无锡"');
    for (const name of ['Twice One', 'Twice Two']) await call(program, 'POST', '/leads', { name, phone: '+8613700998801', email: `${name.toLowerCase().replace(' ', '.')}@sheets.example` });
    const rows = [['姓名', '手机', '邮箱', '城市'], ['Sheet Lead', '13700998802', 'sheet@sheets.example', '无锡'], ['Held Lead', '13700998801', 'held@sheets.example', '无锡']];
    const file = { name: 'sheets.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: workbook({ Notes: [['nothing', 'here'], ['1', '2']], 线索: rows }) };
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    await page.goto('/imports/new');
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByLabel(say('Sheet'), { exact: true }).selectOption('线索');
    await page.getByText('Sheet Lead').waitFor();
    await person.press('Next: Object');
    await page.getByRole('radio', { name: 'Leads' }).check({ force: true });
    await page.getByLabel(say('Name of the source')).fill('Sheets');
    const keys = page.getByRole('group', { name: say('Match keys') });
    for (const box of await keys.getByRole('checkbox').all()) {
      const label = await box.evaluate((element) => element.closest('label')?.textContent ?? '');
      if (!/^Phone/.test(label)) await box.uncheck();
    }
    await page.getByRole('checkbox', { name: /^Ask me when a row fits several records/ }).check();
    const [asked] = await Promise.all([page.waitForRequest((request) => request.method() === 'POST' && request.url().includes('/imports?')), person.press('Next: Fields')]);
    expect(Object.fromEntries(new URL(asked.url()).searchParams)).toMatchObject({ object: 'leads', sheet: '线索', match: 'phone', policy: 'review' });
    await page.getByRole('button', { name: say('Next: Preview'), disabled: false }).click();
    await page.getByRole('button', { name: say('{0, plural, one {Import # row} other {Import # rows}}'), disabled: false }).click();
    await page.getByText(say('{held, plural, one {# row fits several records and waits for a decision.} other {# rows fit several records and wait for a decision.}}')).waitFor();
    await page.getByText('线索').first().waitFor();
    expect((await leads('city = "无锡"')).map((lead) => lead.name)).toEqual(['Sheet Lead']);
    await person.leave();
  });

  test('reads a file in another encoding than was found out', async () => {
    const person = await signedIn(browser(), program, { language: 'zh-CN' });
    const { page, say } = person;
    await page.goto('/imports/new');
    await page.locator('input[type=file]').setInputFiles(MESSY);
    const table = page.getByRole('table').first();
    await table.getByText('李雷').first().waitFor();
    const encoding = page.getByLabel(say('Encoding'), { exact: true });
    await encoding.selectOption('windows-1252');
    await table.getByText('李雷').first().waitFor({ state: 'detached' });
    await encoding.selectOption('gb18030');
    await table.getByText('李雷').first().waitFor();
    await person.press('Next: Object');
    await page.getByLabel(say('Name of the source')).fill('Encoded');
    const [asked] = await Promise.all([page.waitForRequest((request) => request.method() === 'POST' && request.url().includes('/imports?')), person.press('Next: Fields')]);
    expect(new URL(asked.url()).searchParams.get('encoding')).toBe('gb18030');
    await page.getByRole('button', { name: say('Next: Preview'), disabled: false }).waitFor();
    await person.leave();
  });

  test('sees how far a large file is, and stops it', async () => {
    const person = await signedIn(browser(), program);
    const { page, say } = person;
    // So many that a fast machine is still at it when somebody presses the button.
    const lines = Array.from({ length: 400_000 }, (_, at) => `S${at},Stopped ${at},stopped${at}@large.example`);
    const body = new FormData();
    body.set('file', new File([['id,name,email', ...lines].join('\n')], 'large.csv'));
    body.set('mapping', new Blob([JSON.stringify({ version: 1, object: 'leads', fields: [['id', 'external_id'], ['name', 'name'], ['email', 'email']].map(([from, to]) => ({ from, to })) })]));
    const answer = await fetch(`${program.address}/api/v1/imports?object=leads&source=Large`, { method: 'POST', headers: { authorization: `Bearer ${program.key}` }, body });
    const { id } = (await answer.json()) as { id: string };
    await page.goto(`/imports/${id}`);
    await page.getByRole('progressbar').first().waitFor();
    await person.press('Stop');
    await page.getByText(say('It was stopped by a person.')).waitFor({ timeout: 60_000 });
    const { state, report } = await call(program, 'GET', `/runs/${id}`);
    expect(state).toBe('cancelled');
    expect(report.created ?? 0).toBeLessThan(lines.length);
    // What it brought until then goes as any import does.
    await call(program, 'POST', `/runs/${id}:rollback`, {});
    await person.leave();
  });
});
