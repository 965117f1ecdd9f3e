/** What is pictured beside the screens themselves: dialogs, menus, steps of wizards, what stands there while something is on its way or went wrong. */
import type { Page } from 'playwright-core';
import { call } from './api';
import { turnTo } from './browser';
import type { Program } from './program';
import { type Language, wording } from './wording';

const MESSY = new URL('../files/messy.csv', import.meta.url).pathname;

export interface Scene {
  name: string;
  path: string;
  act: (page: Page) => Promise<unknown>;
}

/** Fills what a demonstration has none of: duplicates, rows that wait for a decision, a stopped run, notes, ways of telling. */
export async function prepare(program: Program): Promise<void> {
  for (const [phone, one, other] of [
    ['+8613700138811', { name: '上海远航贸易有限公司', city: '上海', company: '上海远航贸易有限公司' }, { name: '远航贸易（上海）', email: 'info@yuanhang.example' }],
    ['+8613700138812', { name: 'Berta Keller', city: 'Bonn', email: 'berta@keller.example' }, { name: 'B. Keller', city: 'Bonn' }],
  ] as const) {
    await call(program, 'POST', '/customers', { ...one, phone });
    await call(program, 'POST', '/customers', { ...other, phone });
  }
  await prepareDeals(program);
  const scenarios = (await call(program, 'GET', '/rehearsals/scenarios')) as { scenarios: { name: string }[] };
  await call(program, 'POST', `/syncs/${await first(program, '/syncs')}:rehearse`, { scenarios: scenarios.scenarios.slice(0, 4).map((one) => one.name), records: 20 }).catch(console.warn);
  const [phone, email] = ['+8613700556601', 'held1@example.com'];
  await call(program, 'POST', '/customers', { name: 'Held by phone', phone });
  await call(program, 'POST', '/customers', { name: 'Held by mail', email });
  const body = new FormData();
  body.set('file', new File([`id,name,phone,email\nH1,Held,${phone},${email}\n`], 'register.csv'));
  body.set('mapping', new Blob([JSON.stringify({ version: 1, object: 'customers', fields: [['id', 'external_id'], ['name', 'name'], ['phone', 'phone'], ['email', 'email']].map(([from, to]) => ({ from, to })) })]));
  await fetch(`${program.address}/api/v1/imports?object=customers&source=Register&policy=review`, { method: 'POST', headers: { authorization: `Bearer ${program.key}` }, body });
  const problems = (await call(program, 'GET', '/problems')).items as { id: string }[];
  const people = (await call(program, 'GET', '/people')).items as { id: string }[];
  for (const id of problems.map((group) => encodeURIComponent(group.id))) {
    await call(program, 'PATCH', `/problems/${id}`, { assignee: people[0]?.id });
    await call(program, 'POST', `/problems/${id}/notes`, { text: '已联系 Zoho 管理员，他们会更正这些邮箱。\nAsked the sales team to correct the addresses by Friday.' });
  }
  await call(program, 'POST', '/alert-channels', { name: 'Operations', kind: 'email', language: 'en', settings: { host: 'mail.example.com', from: 'rapport@example.com', to: ['ops@example.com'] }, secrets: {} });
  await call(program, 'POST', '/alert-channels', { name: '值班群', kind: 'message', language: 'zh', settings: { connection: '企业微信 (simulated)' }, secrets: {} }).catch(console.warn);
  // Would change every customer's notes: it stops and asks.
  const fields = [['id', 'external_id'], ['Email', 'email'], ['Last_Name', 'notes']].map(([from, to]) => ({ from, to }));
  const sync = await call(program, 'POST', '/syncs', { name: 'Notes of the CRM', connection: 'Zoho CRM (simulated)', stream: 'Contacts', object: 'customers', source: 'Notes', mapping: { version: 1, object: 'customers', fields }, limits: { changed_share_max: 0.01 }, triggers: {} }).catch(console.warn);
  if (sync) await call(program, 'POST', `/syncs/${sync.id}:go-live`, { override: 'tried by hand' }).then(() => call(program, 'POST', `/syncs/${sync.id}:run`, {})).catch(console.warn);
}

/** Deals at each stage, for the board, and what a customer's timeline is made of. */
async function prepareDeals(program: Program): Promise<void> {
  const customer = await first(program, '/customers?limit=1');
  const deals = [
    ['Spring order of tea', 'prospecting', '12800.00', '2026-12-18'],
    ['苏州门店补货', 'prospecting', '5600.00', '2026-12-30'],
    ['Annual contract, northern shops, with a name that is longer than its card is wide', 'engaging', '240000.00', '2027-01-15'],
    ['年度框架合同', 'negotiating', '1286000.50', '2026-12-05'],
    ['Coffee for the office', 'negotiating', '980.00', '2026-12-01'],
    ['双十一备货', 'won', '88000.00', '2026-11-09'],
    ['Gift boxes', 'lost', '4300.00', '2026-10-20'],
  ] as const;
  for (const [name, stage, amount, closed_on] of deals) await call(program, 'POST', '/deals', { name, stage, customer, closed_on, amount: { amount, currency: 'CNY' } });
  await call(program, 'POST', '/tickets', { subject: '包装破损，要求补发', customer, priority: 'high' }).catch(console.warn);
  await call(program, 'POST', '/activities', { kind: 'task', subject: 'Call about the spring order', customer, due_at: '2026-12-02T01:00:00Z' });
  await call(program, 'POST', '/activities', { kind: 'task', subject: '寄出报价单', customer, due_at: '2026-11-20T01:00:00Z' });
}

/** The first of a list, by its id. */
async function first(program: Program, path: string): Promise<string> {
  return ((await call(program, 'GET', path)).items as { id: string }[])[0]?.id ?? '';
}

export async function scenes(program: Program, language: Language, isPhone: boolean): Promise<Scene[]> {
  const say = wording(language);
  const press = (page: Page, english: string) => page.getByRole('button', { name: say(english) }).first().click();
  const pressed = (english: string) => (page: Page) => press(page, english);
  const [sync, run, connection] = [await first(program, '/syncs'), await first(program, '/imports?limit=1&kind=import'), await first(program, '/connections')];
  const customer = await first(program, '/customers?limit=1');
  const [rehearsal] = (await call(program, 'GET', `/syncs/${sync}/rehearsals?limit=1`)).items as { run_id: string }[];
  const problems = (await call(program, 'GET', '/problems')).items as { id: string; held: number; assignee: string | null }[];
  const [problem, held] = [problems.find((group) => group.assignee), problems.find((group) => group.held > 0)].map((group) => group?.id ?? '');
  const all: Scene[] = [
    { name: 'x-connect', path: '/connections?add=true', act: (page) => page.getByRole('dialog').waitFor() },
    { name: 'x-connect-form', path: '/connections?add=true', act: (page) => page.getByRole('dialog').getByRole('button', { name: /^Salesforce/ }).click() },
    { name: 'x-create', path: '/records/customers', act: pressed('New') },
    { name: 'x-filter', path: '/records/customers', act: pressed('Filter') },
    { name: 'x-view', path: '/records/customers', act: async (page) => { await press(page, 'All'); await page.getByRole('menuitem', { name: say('Save as a new view…') }).click(); } },
    { name: 'x-export', path: '/records/customers', act: async (page) => { await page.getByRole('main').getByRole('button', { name: say('More'), exact: true }).first().click(); await page.getByRole('menuitem', { name: say('Export…') }).click(); } },
    { name: 'x-story', path: `/records/customers/${customer}`, act: (page) => page.getByRole('button', { name: /^(City|城市)(: |：)/ }).first().click() },
    {
      name: 'x-source',
      path: `/records/customers/${customer}`,
      act: async (page) => {
        if (isPhone) await page.getByRole('tab', { name: say('Sources and more') }).click();
        await page.getByRole('region', { name: say('Known in') }).getByRole('button').first().click();
      },
    },
    { name: 'x-object', path: '/objects/customers', act: pressed('Change the object') },
    { name: 'x-field-change', path: '/objects/customers', act: (page) => page.getByRole('row', { name: /city/ }).first().click() },
    { name: 'x-secret', path: `/connections/${connection}`, act: async (page) => { await press(page, 'More'); await page.getByRole('menuitem', { name: say('New secret…') }).click(); } },
    {
      name: 'x-approval',
      path: `/syncs/${sync}/preview`,
      act: async (page) => {
        await page.getByRole('tab', { name: say('Left alone') }).waitFor();
        await press(page, 'More');
        await page.getByRole('menuitem', { name: say('Send for approval…') }).click();
      },
    },
    { name: 'x-compare', path: `/syncs/${sync}/mapping`, act: pressed('Compare') },
    {
      name: 'x-add-field',
      path: `/syncs/${sync}/mapping`,
      act: async (page) => {
        if (isPhone) await page.getByRole('radio', { name: say('Fields'), exact: true }).click();
        await press(page, 'Add field');
      },
    },
    { name: 'x-plan', path: `/syncs/${sync}?part=definition`, act: (page) => page.getByLabel(say('Reads every')).selectOption('cron') },
    { name: 'x-undo', path: `/runs/${run}`, act: pressed('Undo this run…') },
    { name: 'x-notes', path: `/problems/${encodeURIComponent(problem ?? '')}?tab=notes`, act: () => Promise.resolve() },
    { name: 'x-held', path: `/problems/${encodeURIComponent(held ?? '')}`, act: () => Promise.resolve() },
    { name: 'x-snooze', path: `/problems/${encodeURIComponent(problem ?? '')}`, act: pressed('Let it wait…') },
    { name: 'x-rule', path: '/duplicates', act: async (page) => { await press(page, 'Change rule…'); await page.getByRole('radio', { name: say('The likeliest by themselves') }).click(); } },
    { name: 'x-follow-up', path: `/records/customers/${customer}`, act: pressed('Follow up') },
    { name: 'x-explain', path: `/records/customers/${customer}`, act: async (page) => { await press(page, 'More'); await page.getByRole('menuitem', { name: say('Explain…') }).click(); } },
    { name: 'x-rehearsal', path: `/sandbox?sync=${sync}&rehearsal=${rehearsal?.run_id ?? ''}`, act: () => Promise.resolve() },
    { name: 'x-field', path: '/objects/customers', act: pressed('New field') },
    { name: 'x-key', path: '/keys', act: pressed('New key') },
    { name: 'x-person', path: '/people', act: pressed('Add a person') },
    {
      name: 'x-messenger',
      path: '/settings?part=alerts',
      act: async (page) => {
        await press(page, 'Add a channel');
        await page.getByRole('radio', { name: say('Messenger') }).click();
      },
    },
    { name: 'x-widen', path: `/syncs/${sync}`, act: async (page) => { await press(page, 'More'); await page.getByRole('menuitem', { name: say('Change the rollout…') }).click(); } },
    { name: 'x-menu', path: `/syncs/${sync}`, act: pressed('More') },
    { name: 'x-palette', path: '/', act: (page) => page.keyboard.press('ControlOrMeta+k') },
    {
      name: 'x-import-fields',
      path: '/imports/new',
      act: async (page) => {
        await page.locator('input[type=file]').setInputFiles(MESSY);
        await press(page, 'Next: Object');
        await page.getByLabel(say('Name of the source')).fill('Fair');
        await press(page, 'Next: Fields');
        await page.getByRole('button', { name: say('Next: Preview'), disabled: false }).waitFor();
      },
    },
    {
      name: 'x-import-preview',
      path: '/imports/new',
      act: async (page) => {
        await page.locator('input[type=file]').setInputFiles(MESSY);
        await press(page, 'Next: Object');
        await page.getByLabel(say('Name of the source')).fill('Fair');
        await press(page, 'Next: Fields');
        await page.getByRole('button', { name: say('Next: Preview'), disabled: false }).click();
        await page.getByRole('button', { name: say('{0, plural, one {Import # row} other {Import # rows}}'), disabled: false }).waitFor();
      },
    },
    {
      name: 'x-loading',
      path: '/records/customers',
      act: async (page) => {
        await page.route('**/api/v1/contacts*', () => undefined);
        await turnTo(page, '/records/contacts').catch(() => undefined);
      },
    },
    {
      name: 'x-failed',
      path: '/syncs',
      act: async (page) => {
        await page.route('**/api/v1/leads*', (route) => route.abort());
        await turnTo(page, '/records/leads').catch(() => undefined);
        await page.getByRole('button', { name: say('Try again') }).waitFor();
      },
    },
    { name: 'x-nowhere', path: '/nowhere', act: () => Promise.resolve() },
    { name: 'x-gone', path: '/records/customers/999', act: () => Promise.resolve() },
  ];
  // Rows are selected in the table, which phones have none of.
  if (!isPhone) {
    all.push({ name: 'x-columns', path: '/records/customers', act: pressed('Columns') }, {
      name: 'x-bulk',
      path: '/records/customers',
      act: async (page) => {
        await page.getByLabel(say('Select all that are loaded')).check();
        await press(page, 'Edit a field…');
        await page.getByRole('button', { name: new RegExp(`^${String(say('Field'))}: `) }).click();
        await page.getByRole('option', { name: /^(城市|City)/ }).first().click();
        await page.getByRole('dialog').getByLabel(say('New value')).fill('苏州');
      },
    });
  }
  if (isPhone) all.push({ name: 'x-navigation', path: '/', act: pressed('Menu') });
  return all;
}
