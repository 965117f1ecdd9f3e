import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { call } from './support/api';
import { inDemo, type Person, signedIn } from './support/person';
import { cells, corrected } from './support/spreadsheet';

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
