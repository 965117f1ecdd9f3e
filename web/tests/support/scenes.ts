/** What is pictured beside the screens themselves: dialogs, menus, steps of wizards, what stands there while something is on its way or went wrong. */
import type { Page } from 'playwright-core';
import { call } from './api';
import { turnTo } from './browser';
import { first } from './prepared';
import type { Program } from './program';
import { type Language, type Wording, wording } from './wording';

const MESSY = new URL('../files/messy.csv', import.meta.url).pathname;

export interface Scene {
  name: string;
  path: string;
  act: (page: Page) => Promise<unknown>;
  /** What is shown is that something is on its way: it never settles. */
  isWaiting?: true;
  /** Puts away what it made. */
  after?: (page: Page) => Promise<unknown>;
}

/** The wizard of syncs at its step `to`, on the way of somebody who takes what is proposed. */
function wizard(say: Wording, to: number) {
  return async (page: Page) => {
    const choose = async (label: string, choice: RegExp) => {
      await page.getByRole('button', { name: new RegExp(`^${String(say(label))}: `) }).click();
      await page.getByRole('option', { name: choice }).first().click();
    };
    await choose('Connection', /^Salesforce \(/);
    await choose('Stream', /^Contact/);
    await choose('Object', /^(Contacts|联系人)/);
    for (let step = 1; step < to; step++) {
      if (step === 4) {
        await page.getByRole('button', { name: say('Suggestions: {0}') }).click();
        await page.getByRole('button', { name: say('Take {0}') }).click();
      }
      await page.getByRole('button', { name: say(step === 5 ? 'Save and look at the preview' : 'Next: {0}'), disabled: false }).click();
    }
    if (to === 4) await page.getByRole('button', { name: say('Suggestions: {0}'), disabled: false }).waitFor();
    if (to === 6) await page.getByText(say('This is what would happen. Nothing has been changed yet.')).waitFor();
  };
}

/** Somebody who changes the city of a customer while somebody else was faster. */
function overtaken(program: Program, say: Wording, customer: string) {
  return async (page: Page) => {
    const line = page.getByRole('button', { name: /^(Edit City|编辑城市|修改城市)/ });
    await line.focus();
    await page.keyboard.press('Enter');
    const editor = page.getByRole('dialog').last();
    await editor.getByRole('textbox').first().fill('苏州');
    // The page hears of changes by others, so the change has to come while nothing is heard.
    await page.route('**/api/v1/customers/*', (route) => (route.request().method() === 'GET' ? route.abort() : route.continue()));
    const { city } = await call(program, 'GET', `/customers/${customer}`);
    await call(program, 'PATCH', `/customers/${customer}`, { city: city === '杭州' ? '南京' : '杭州' });
    await editor.getByRole('button', { name: say('Save') }).click();
    await page.getByRole('dialog', { name: say('Somebody else changed this record meanwhile') }).waitFor();
  };
}

/** Somebody who changes the rules of a sync while somebody else was faster. */
function outrun(program: Program, say: Wording, sync: string) {
  return async (page: Page) => {
    const name = page.getByLabel(say('Name'), { exact: true });
    await name.fill(`${await name.inputValue()} (2026)`);
    const { freshness } = (await call(program, 'GET', `/syncs/${sync}`)).definition as { freshness?: string };
    await call(program, 'PATCH', `/syncs/${sync}`, { freshness: freshness === '20m' ? '30m' : '20m' });
    await page.getByRole('main').getByRole('button', { name: say('Save') }).click();
    await page.getByRole('dialog', { name: say('Somebody else saved this sync meanwhile') }).getByRole('row').nth(1).waitFor();
  };
}

/** Discards the draft that the wizard saved. */
function discarded(say: Wording) {
  return async (page: Page) => {
    await page.getByRole('button', { name: say('Discard') }).click();
    await page.getByRole('dialog').getByRole('button', { name: say('Discard') }).click();
    await page.waitForURL(/\/syncs$/);
  };
}

export async function scenes(program: Program, language: Language, isPhone: boolean): Promise<Scene[]> {
  const say = wording(language);
  const press = (page: Page, english: string) => page.getByRole('button', { name: say(english) }).first().click();
  const pressed = (english: string) => (page: Page) => press(page, english);
  const [sync, run, connection] = [await first(program, '/syncs'), await first(program, '/imports?limit=1&kind=import'), await first(program, '/connections')];
  const customer = await first(program, '/customers?limit=1');
  const duplicates = (await call(program, 'GET', '/duplicates?object=customers')).items as { record_ids: string[] }[];
  const twin = duplicates[0]?.record_ids[0] ?? customer;
  const refused = ((await call(program, 'GET', '/connections')).items as { id: string; state: string }[]).find((each) => each.state === 'paused')?.id ?? '';
  const [rehearsal] = (await call(program, 'GET', `/syncs/${sync}/rehearsals?limit=1`)).items as { run_id: string }[];
  const problems = (await call(program, 'GET', '/problems')).items as { id: string; held: number; assignee: string | null }[];
  const [problem, held] = [problems.find((group) => group.assignee), problems.find((group) => group.held > 0)].map((group) => group?.id ?? '');
  const reviews = (await call(program, 'GET', '/reviews?limit=200')).items as { id: string; kind: string }[];
  const review = (kind: string) => `/reviews?id=${reviews.find((each) => each.kind === kind)?.id ?? ''}`;
  const chart = (page: Page) => page.locator('.react-flow__node[data-id=match]').waitFor();
  const all: Scene[] = [
    { name: 'x-set-password', path: '/', act: pressed('Set a password') },
    ...[2, 3, 4, 5].map((step) => ({ name: `x-sync-step-${step}`, path: '/syncs/new', act: wizard(say, step) })),
    { name: 'x-sync-step-6', path: '/syncs/new', act: wizard(say, 6), after: discarded(say) },
    { name: 'x-conflict', path: review('conflict'), act: (page) => page.getByRole('button', { name: say('Take theirs') }).first().waitFor() },
    { name: 'x-drift', path: review('schema_drift'), act: (page) => page.getByText('Mobile', { exact: true }).first().waitFor() },
    { name: 'x-flow-step', path: `/syncs/${sync}/flow`, act: async (page) => { await chart(page); await page.locator('.react-flow__node[data-id=match]').click(); await page.getByRole('complementary', { name: say('Who is who') }).waitFor(); } },
    { name: 'x-flow-yaml', path: `/syncs/${sync}/flow`, act: async (page) => { await chart(page); await page.getByRole('button', { name: 'YAML', exact: true }).click(); } },
    { name: 'x-overtaken', path: `/records/customers/${customer}`, act: overtaken(program, say, customer) },
    { name: 'x-outrun', path: `/syncs/${sync}?part=definition`, act: outrun(program, say, sync) },
    { name: 'x-late', path: review('plan_approval'), act: (page) => page.getByText(say('Overdue: answer by {by}')).first().waitFor() },
    { name: 'x-connect', path: '/connections?add=true', act: (page) => page.getByRole('dialog').waitFor() },
    { name: 'x-connect-form', path: '/connections?add=true', act: (page) => page.getByRole('dialog').getByRole('button', { name: /^Salesforce/ }).click() },
    { name: 'x-create', path: '/records/customers', act: (page) => page.getByRole('main').getByRole('button', { name: say('New'), exact: true }).click() },
    { name: 'x-filter', path: '/records/customers', act: pressed('Filter') },
    { name: 'x-view', path: '/records/customers', act: async (page) => { await press(page, 'All'); await page.getByRole('menuitem', { name: say('Save as a new view…') }).click(); } },
    { name: 'x-account', path: '/', act: async (page) => { if (isPhone) await press(page, 'Menu'); await page.getByRole('button', { name: /@/ }).last().click(); } },
    { name: 'x-new', path: '/', act: pressed('Create a record') },
    { name: 'x-health', path: '/', act: (page) => page.getByRole('heading', { name: say('Health of the data') }).evaluate((heading) => heading.closest('section')?.scrollIntoView()) },
    { name: 'x-merge', path: `/records/customers/${twin}`, act: pressed('Merge…') },
    { name: 'x-delete', path: `/records/customers/${customer}`, act: async (page) => { await press(page, 'More'); await page.getByRole('menuitem', { name: say('Delete…') }).click(); } },
    { name: 'x-reconnect', path: `/connections/${refused}`, act: pressed('Reconnect…') },
    { name: 'x-suggestions', path: `/syncs/${sync}/mapping`, act: async (page) => { await page.getByRole('button', { name: say('Suggestions: {0}'), disabled: false }).click(); await page.getByRole('dialog').waitFor(); } },
    { name: 'x-step', path: `/syncs/${sync}/mapping`, act: pressed('Add a step') },
    { name: 'x-values', path: `/syncs/${sync}/mapping`, act: async (page) => { await page.getByRole('button', { name: say('More about {label}') }).first().click(); await page.getByRole('menuitem', { name: say('Value table…') }).click(); } },
    { name: 'x-outgoing', path: `/syncs/${sync}?part=definition`, act: (page) => page.locator('legend').filter({ hasText: say('Written to the other system') }).evaluate((legend) => legend.scrollIntoView()) },
    { name: 'x-read-again', path: `/syncs/${sync}`, act: async (page) => { await press(page, 'More'); await page.getByRole('menuitem', { name: say('Read again…') }).click(); } },
    { name: 'x-switches', path: '/sandbox', act: (page) => page.getByRole('heading', { name: say('Running simulators') }).evaluate((heading) => heading.closest('section')?.scrollIntoView()) },
    { name: 'x-report', path: `/sandbox?sync=${sync}&rehearsal=${rehearsal?.run_id ?? ''}`, act: (page) => page.getByText(/(simulated time|模拟时间)/).first().evaluate((line) => line.closest('section')?.scrollIntoView()) },
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
    { name: 'x-import-file', path: '/imports/new', act: (page) => page.locator('input[type=file]').setInputFiles(MESSY) },
    {
      name: 'x-import-object',
      path: '/imports/new',
      act: async (page) => {
        await page.locator('input[type=file]').setInputFiles(MESSY);
        await press(page, 'Next: Object');
      },
    },
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
      isWaiting: true,
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
  if (isPhone) {
    all.push({ name: 'x-navigation', path: '/', act: pressed('Menu') });
    for (const [name, part] of [['x-timeline', 'Timeline'], ['x-side', 'Sources and more']] as const) {
      all.push({ name, path: `/records/customers/${customer}`, act: (page) => page.getByRole('tab', { name: say(part) }).click() });
    }
  }
  return all;
}
