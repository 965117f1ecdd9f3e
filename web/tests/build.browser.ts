import { expect, test } from 'vitest';
import { call } from './support/api';
import { inDemo, signedIn, type Visitor } from './support/person';

const SOON = { timeout: 20_000 };
const visitor: Visitor = { name: 'Bo Ek', email: 'bo.ek@example.com', role: 'admin' };

interface Field {
  name: string;
  type: string;
  label: { en: string; zh: string };
  archived: boolean;
  indexed: boolean;
  prefix?: string;
  default?: unknown;
  survivorship?: string;
  match_key?: string;
  validation?: { pattern?: string; message: { en: string; zh: string } };
  options?: { value: string; stage?: string }[];
}

inDemo('somebody who designs what is kept', ({ program, browser }) => {
  const OBJECT = 'boats';
  const object = async () => ((await call(program, 'GET', '/objects')).items as { name: string; label: { en: string; zh: string }; title_field: string; if_match_required: boolean; archived: boolean; fields: Field[] }[]).find((each) => each.name === OBJECT);
  const field = async (name: string) => (await object())?.fields.find((each) => each.name === name);

  test('makes an object, and a field of every type, with labels in both languages', async () => {
    const person = await signedIn(browser(), program, { language: 'zh-CN' }, visitor);
    const { page, say } = person;
    await person.go('Objects and fields');
    const dialog = page.getByRole('dialog');
    if (await object()) {
      // A later round on the same installation.
      await call(program, 'PATCH', `/objects/${OBJECT}`, { archived: false });
      await page.goto(`/objects/${OBJECT}`);
    } else {
      await person.job('make an object', async () => {
        await person.press('New object');
        await person.fill('Name of several, in English', 'Boats', dialog);
        await person.fill('Name in Chinese', '船只', dialog);
        await person.press('Make the object', dialog);
        await page.getByRole('heading', { name: '船只' }).waitFor();
      });
    }
    const types = ['text', 'long_text', 'select', 'multi_select', 'integer', 'decimal', 'money', 'boolean', 'date', 'datetime', 'phone', 'email', 'url', 'reference', 'person', 'address', 'auto_number', 'json'];
    for (const type of types.filter((each) => each !== 'text')) {
      if (await field(`my_${type}`)) continue;
      await person.press('New field');
      await person.fill('Label in English', `My ${type.replaceAll('_', ' ')}`, dialog);
      await person.fill('Label in Chinese', `我的${type}`, dialog);
      await dialog.getByLabel(say('Type'), { exact: true }).selectOption(type);
      if (type.includes('select')) {
        await person.press('Add a choice', dialog);
        await dialog.getByPlaceholder(say('value'), { exact: true }).fill('one');
      }
      if (type === 'select') await dialog.getByLabel('第 1 项的含义').selectOption('won');
      if (type === 'auto_number') await dialog.getByLabel(say('Before the number')).fill('B-');
      await person.press('Make the field', dialog);
      await dialog.waitFor({ state: 'detached' });
    }
    const made = (await object())?.fields.filter((each) => each.name.startsWith('my_')).map((each) => each.type);
    expect(new Set(made)).toEqual(new Set(types.filter((each) => each !== 'text')));
    expect([(await field('my_select'))?.options?.[0]?.stage, (await field('my_auto_number'))?.prefix]).toEqual(['won', 'B-']);
    await person.leave();
  });

  test('says which values are right and tries it, which identify a record, which win, and what comes first', async () => {
    const person = await signedIn(browser(), program, {}, visitor);
    const { page } = person;
    await page.goto(`/objects/${OBJECT}`);
    const dialog = page.getByRole('dialog');
    const name = `hull_${Date.now() % 100_000}`;
    await person.press('New field');
    await person.fill('Label in English', 'Hull number', dialog);
    await person.fill('Name in the API', name, dialog);
    await dialog.getByLabel('Pattern').fill('[A-Z]{2}\\d{3}');
    await dialog.getByLabel('Try a value').fill('AB12');
    await dialog.getByText('Would be reported').waitFor();
    await dialog.getByLabel('Try a value').fill('AB123');
    await dialog.getByText('Right', { exact: true }).waitFor();
    await person.fill('What to say, in English', 'Two letters, three digits.', dialog);
    await person.fill('What to say, in Chinese', '两个字母，三位数字。', dialog);
    await dialog.getByLabel('Does it identify a record?').selectOption('text');
    await dialog.getByLabel('Which value wins').selectOption('longest');
    await dialog.getByLabel('Value at first').fill('ZZ000');
    await person.press('Make the field', dialog);
    await dialog.waitFor({ state: 'detached' });
    expect(await field(name)).toMatchObject({ match_key: 'text', survivorship: 'longest', default: 'ZZ000', validation: { pattern: '[A-Z]{2}\\d{3}', message: { en: 'Two letters, three digits.' } } });
    const boat = await call(program, 'POST', `/${OBJECT}`, { name: 'Skiff' });
    expect((await call(program, 'GET', `/${OBJECT}/${boat.id}`))[name]).toBe('ZZ000');

    // The default goes, the rest stays.
    await page.getByRole('row', { name: new RegExp(name) }).click();
    expect(await dialog.getByLabel('Which value wins').inputValue()).toBe('longest');
    await dialog.getByLabel('Value at first').fill('');
    await person.press('Save', dialog);
    await dialog.waitFor({ state: 'detached' });
    const saved = await field(name);
    expect([saved?.default ?? null, saved?.survivorship]).toEqual([null, 'longest']);
    await person.leave();
  });

  test('drags a field above another, puts one away and brings it back', async () => {
    const person = await signedIn(browser(), program, {}, visitor);
    const { page } = person;
    await page.goto(`/objects/${OBJECT}`);
    const order = async () => ((await object())?.fields ?? []).map((each) => each.name);
    const row = (name: string) => page.getByRole('row', { name: new RegExp(`\\b${name}\\b`) });
    await row('my_url').waitFor();
    const before = await order();
    const [lower, upper] = before.indexOf('my_url') > before.indexOf('my_date') ? ['my_url', 'my_date'] : ['my_date', 'my_url'];
    await row(lower ?? '').locator('[draggable=true]').dragTo(row(upper ?? ''));
    await expect.poll(async () => (await order()).indexOf(lower ?? '') < (await order()).indexOf(upper ?? ''), SOON).toBe(true);

    await row('my_json').click();
    await person.press('Put away', page.getByRole('dialog'));
    await row('my_json').waitFor({ state: 'detached' });
    expect((await field('my_json'))?.archived).toBe(true);
    await page.getByRole('checkbox', { name: /Show put away ones/ }).check();
    await row('my_json').click();
    await page.getByText('The field is back').waitFor();
    expect((await field('my_json'))?.archived).toBe(false);
    await person.leave();
  });

  test('gives an object other names and another title, puts it away and brings it back', async () => {
    const person = await signedIn(browser(), program, { language: 'zh-CN' }, visitor);
    const { page, say } = person;
    // As it was before an earlier try.
    await call(program, 'PATCH', `/objects/${OBJECT}`, { archived: false, label: { en: 'Boats', zh: '船只' }, title_field: 'name', if_match_required: false });
    await page.goto(`/objects/${OBJECT}`);
    const dialog = page.getByRole('dialog');
    await person.press('Change the object');
    await person.fill('Name in Chinese', '游艇', dialog);
    await dialog.getByLabel(say('Records are known by')).selectOption('my_auto_number');
    await person.press('Save', dialog);
    await page.getByRole('heading', { name: '游艇' }).waitFor();
    await expect.poll(object, SOON).toMatchObject({ label: { en: 'Boats', zh: '游艇' }, title_field: 'my_auto_number', if_match_required: false });
    await call(program, 'PATCH', `/objects/${OBJECT}`, { title_field: 'name' });

    // Programs that do not say what they have read are refused; the list that people work in is not.
    await person.press('Change the object');
    await dialog.getByRole('checkbox', { name: say('Programs must say which version they have read') }).check();
    await person.press('Save', dialog);
    await expect.poll(async () => (await object())?.if_match_required, SOON).toBe(true);
    const boat = await call(program, 'POST', `/${OBJECT}`, { name: 'Fram' });
    const blindly = await fetch(`${program.address}/api/v1/${OBJECT}/${boat.id}`, { method: 'PATCH', headers: { authorization: `Bearer ${program.key}`, 'content-type': 'application/json' }, body: JSON.stringify({ name: 'Gjøa' }) });
    expect(blindly.status).toBe(428);
    await page.goto(`/records/${OBJECT}/${boat.id}`);
    await page.getByRole('button', { name: /编辑.*名称|名称.*编辑/ }).first().click();
    await page.locator('input:focus').fill('Maud');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await call(program, 'GET', `/${OBJECT}/${boat.id}`)).name, SOON).toBe('Maud');
    await page.goto(`/objects/${OBJECT}`);

    // A field that is filtered by often gets an index.
    await page.getByRole('row', { name: /\bmy_url\b/ }).click();
    await dialog.getByRole('checkbox', { name: say('Fast to filter and sort by, also among many records') }).check();
    await person.press('Save', dialog);
    await expect.poll(async () => (await field('my_url'))?.indexed, SOON).toBe(true);
    await page.getByRole('row', { name: /\bmy_url\b/ }).getByText(say('indexed'), { exact: true }).waitFor();

    await person.press('Change the object');
    await person.press('Put away', dialog);
    await expect.poll(async () => (await object())?.archived, SOON).toBe(true);
    await page.goto('/objects');
    await page.getByRole('checkbox', { name: /./ }).check();
    await page.getByRole('row', { name: /游艇/ }).click();
    await page.getByText(say('The object is back')).waitFor();
    expect((await object())?.archived).toBe(false);
    await call(program, 'PATCH', `/objects/${OBJECT}`, { archived: true, label: { en: 'Boats', zh: '船只' } });
    await person.leave();
  });
});

inDemo('somebody who lets a program in', ({ program, browser }) => {
  test('makes a key for one object, sees that it was used, and revokes it', async () => {
    const person = await signedIn(browser(), program, { language: 'zh-CN' }, visitor);
    const { page, say } = person;
    await person.go('API and keys');
    await person.press('New key');
    const dialog = page.getByRole('dialog');
    const name = `cash desk ${Date.now()}`;
    await person.fill('Name', name, dialog);
    await dialog.getByRole('radio', { name: say('Choose'), exact: true }).click();
    await dialog.getByRole('checkbox', { name: '查看客户', exact: true }).or(dialog.getByRole('checkbox', { name: say('Read {0}') })).first().check();
    await person.press('Make the key', dialog);
    const key = await dialog.getByLabel(say('The key')).inputValue();
    await person.press('I have kept it', dialog);
    const row = page.getByRole('row', { name: new RegExp(name) });
    await row.getByText(say('never'), { exact: true }).waitFor();

    const ask = (path: string) => fetch(`${program.address}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } });
    const scope = ((await call(program, 'GET', '/keys')).items as { name: string; scopes: string[] }[]).find((each) => each.name === name)?.scopes[0] ?? '';
    expect(scope).toMatch(/^\w+:read$/);
    expect((await ask(`/${scope.split(':')[0]}?limit=1`)).status).toBe(200);
    expect((await ask('/keys')).status).toBe(403);
    await page.reload();
    await row.getByText(say('never'), { exact: true }).waitFor({ state: 'detached' });

    await row.getByRole('button', { name: new RegExp(name) }).click();
    await person.press('Revoke', dialog);
    await row.getByText(say('Revoked')).waitFor();
    expect((await ask(`/${scope.split(':')[0]}?limit=1`)).status).toBe(401);
    await person.leave();
  });
});
