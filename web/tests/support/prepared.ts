/** A demonstration in which there is something of everything: what it has none of by itself is made, for pictures and for those who judge every screen. */
import { call } from './api';
import type { Program } from './program';

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
  await prepareConflict(program);
  await prepareApproval(program);
  await prepareDrift(program);
  await prepareRefused(program);
}

/** How often one looks for what comes by itself, and how long. */
const LOOK_MS = 500;
const LOOKS_MAX = 180;

async function until(what: string, isThere: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < LOOKS_MAX; look++) {
    if (await isThere()) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  throw new Error(`${what} does not come`);
}

const asks = (program: Program, kind: string) => async () => ((await call(program, 'GET', '/reviews?limit=200')).items as { kind: string }[]).some((review) => review.kind === kind);

/** A table of a simulated system, as its own people change it. */
function there(program: Program, method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${program.control}${path}`, { method, body: body === undefined ? undefined : JSON.stringify(body) });
}

/** An e-mail that both sides changed while nobody looked. */
async function prepareConflict(program: Program): Promise<void> {
  const syncs = (await call(program, 'GET', '/syncs')).items as { id: string; name: string }[];
  const sync = syncs.find((each) => each.name === 'Salesforce contacts')?.id ?? '';
  const pairs = async () => (await call(program, 'GET', `/syncs/${sync}/records?limit=1`)).items as { record: string; external_id: string }[];
  await until('the first pass', async () => (await pairs()).length > 0);
  const [pair] = await pairs();
  await call(program, 'POST', `/syncs/${sync}:pause`, {});
  await call(program, 'PATCH', `/syncs/${sync}`, { fields: { email: { conflict: 'ask' } } });
  await call(program, 'PATCH', `/customers/${pair?.record}`, { email: ['sales@ours.example'] });
  await there(program, 'PATCH', `/salesforce/tables/Contact/records/${pair?.external_id}`, { values: { Email: 'purchasing@theirs.example' } });
  await call(program, 'POST', `/syncs/${sync}:resume`, {});
  await call(program, 'POST', `/syncs/${sync}:run`, {}).catch(() => undefined);
  await until('the conflict', asks(program, 'conflict'));
}

/** Leads that came once, and then a column by which they are known is gone in the other system. */
async function prepareDrift(program: Program): Promise<void> {
  const fields = [['id', 'external_id'], ['Full_Name', 'name'], ['Mobile', 'phone'], ['City', 'city']].map(([from, to]) => ({ from, to }));
  const sync = await call(program, 'POST', '/syncs', { name: 'Leads of the fair', connection: 'Zoho CRM (simulated)', stream: 'Leads', object: 'leads', source: 'Fair', mapping: { version: 1, object: 'leads', fields }, triggers: {} });
  await call(program, 'POST', `/syncs/${sync.id}:go-live`, { override: 'tried by hand' });
  await call(program, 'POST', `/syncs/${sync.id}:run`, {}).catch(() => undefined);
  await until('the first pass of the leads', async () => ((await call(program, 'GET', `/runs?sync=${sync.id}`)).items as { state: string }[]).some((run) => /^done/.test(run.state)));
  await there(program, 'DELETE', '/zoho/tables/Leads/fields/Mobile');
  await call(program, 'POST', `/syncs/${sync.id}:run`, {});
  await until('the question about the column', asks(program, 'schema_drift'));
}

/** A preview that somebody else is to approve, for which they have little time. */
async function prepareApproval(program: Program): Promise<void> {
  const fields = [['id', 'external_id'], ['Last_Name', 'name'], ['Email', 'email']].map(([from, to]) => ({ from, to }));
  const sync = await call(program, 'POST', '/syncs', { name: 'Contacts of the fair', connection: 'Zoho CRM (simulated)', stream: 'Contacts', object: 'contacts', source: 'Fair contacts', mapping: { version: 1, object: 'contacts', fields }, triggers: {} });
  const { plan } = await call(program, 'POST', `/syncs/${sync.id}:preview`, {});
  await call(program, 'POST', `/syncs/${sync.id}:request-approval`, { plan, note: '展会前请确认', answer_by: new Date(Date.now() + 5_000).toISOString() });
}

/** A connection whose credentials are refused. */
async function prepareRefused(program: Program): Promise<void> {
  const connections = (await call(program, 'GET', '/connections')).items as { connector: string; settings: unknown }[];
  const settings = connections.find((each) => each.connector === 'salesforce')?.settings;
  const { id } = await call(program, 'POST', '/connections', { name: 'Salesforce of the south', connector: 'salesforce', settings, secrets: { client_secret: 'not the secret' } });
  await call(program, 'POST', `/connections/${id}:check`, {});
  // A call of the wizard is what finds it out; a check only tells.
  await call(program, 'GET', `/connections/${id}/streams`).catch(() => undefined);
  await until('the pause of the connection', async () => (await call(program, 'GET', `/connections/${id}`)).state === 'paused');
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
export async function first(program: Program, path: string): Promise<string> {
  return ((await call(program, 'GET', path)).items as { id: string }[])[0]?.id ?? '';
}
