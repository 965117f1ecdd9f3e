import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { call } from './support/api';
import { inDemo, signedIn } from './support/person';

interface There {
  id: string;
  values: Record<string, unknown>;
}

/** Where people are in each simulated system, and what it is called here. */
const KNOWN_BY = [
  { vendor: 'salesforce', stream: 'Contact', source: 'Salesforce (simulated)' },
  { vendor: 'jiandaoyun', stream: 'customers', source: '简道云 (simulated)' },
  { vendor: 'zoho', stream: 'Contacts', source: 'Zoho CRM (simulated)' },
  { vendor: 'kingdee', stream: 'BD_CommonContact', source: '金蝶云星空 (simulated)' },
  { vendor: 'yonyou', stream: 'contact', source: '用友 BIP (simulated)' },
  { vendor: 'shop', stream: 'customers', source: 'Shop (simulated)' },
] as const;

type Vendor = (typeof KNOWN_BY)[number]['vendor'];

/** Folders of files that are put down, with a row of each as those who put them there write it. */
const FOLDERS = [
  { folder: 'drop', source: 'Folder of files', row: (mobile: string) => `id,name,phone,email,city\n907,,${mobile},,\n` },
  { folder: 'branch', source: 'Branch lists', row: (mobile: string) => `会员编号,姓名,手机,邮箱,城市\nHY907,,${mobile},,\n` },
];

const SOON = { timeout: 90_000, interval: 500 };

/** The last eleven digits of a Chinese mobile number, where the value is one. */
function mobileOf(value: unknown): string {
  // Jiandaoyun's phones are objects.
  const text = typeof value === 'string' ? value : String((value as { phone?: unknown } | null)?.phone ?? '');
  const digits = text.includes('@') ? '' : text.replaceAll(/\D/g, '').slice(-11);
  return digits.length === 11 && digits.startsWith('1') ? digits : '';
}

inDemo('somebody who follows one customer through the systems', ({ program, browser }) => {
  const control = async (path: string, values?: Record<string, unknown>) => {
    const answer = await fetch(`${program.control}/${path}`, values && { method: 'PATCH', body: JSON.stringify({ values }) });
    expect(answer.status, path).toBe(200);
    return answer.json();
  };

  /** The path of the records of a stream, as the system's own people see them. */
  async function tableOf(vendor: Vendor, stream: string): Promise<string> {
    const { tables } = (await control(`${vendor}/tables`)) as { tables: { name: string; streams?: Record<string, string> }[] };
    const table = tables.find(({ name, streams }) => name === stream || Object.values(streams ?? {}).includes(stream));
    return `${vendor}/tables/${table?.name ?? ''}/records`;
  }

  /** Somebody whom every system knows once, with the path of their record in each. From the end: the first ones are those that the printed steps change. */
  async function somebodyEverywhere(): Promise<{ mobile: string; places: Record<Vendor, string> }> {
    const known = new Map<string, Partial<Record<Vendor, string[]>>>();
    for (const { vendor, stream } of KNOWN_BY) {
      const path = await tableOf(vendor, stream);
      const { records } = (await control(`${path}?limit=1000`)) as { records: There[] };
      for (const { id, values } of records) {
        for (const mobile of new Set(Object.values(values).map(mobileOf).filter(Boolean))) {
          const places = known.get(mobile) ?? {};
          places[vendor] = [...(places[vendor] ?? []), `${path}/${id}`];
          known.set(mobile, places);
        }
      }
    }
    const found = [...known].reverse().find(([, places]) => KNOWN_BY.every(({ vendor }) => places[vendor]?.length === 1));
    if (!found) throw new Error('nobody is known everywhere');
    const [mobile, places] = found;
    return { mobile, places: Object.fromEntries(KNOWN_BY.map(({ vendor }) => [vendor, places[vendor]?.[0] ?? ''])) as Record<Vendor, string> };
  }

  /** What stands in the files that are written for others. */
  async function written(): Promise<string> {
    const folder = join(program.folder, 'data', 'out');
    const names = await readdir(folder);
    return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('\n');
  }

  test('sees on the page where all know them, what changes in the ERP, and that the others have it as well', async () => {
    const { mobile, places } = await somebodyEverywhere();
    // The shop tells of those that change there; the folders of what is put down.
    const { values } = (await control(places.shop)) as There;
    await control(places.shop, { city: values.city === '杭州' ? '宁波' : '杭州' });
    const connections = ((await call(program, 'GET', '/connections')).items as { name: string }[]).map(({ name }) => name);
    const folders = FOLDERS.filter(({ source }) => connections.includes(source));
    for (const { folder, row } of folders) await writeFile(join(program.folder, 'data', folder, 'followed.csv'), row(mobile));
    const sources = [...KNOWN_BY, ...folders].map(({ source }) => source);
    const customer = async () => (await call(program, 'GET', `/customers/by/phone/${encodeURIComponent(`+86${mobile}`)}`).catch(() => ({}))) as { id?: string; external_ids?: Record<string, unknown> };
    await expect.poll(async () => Object.keys((await customer()).external_ids ?? {}), SOON).toEqual(expect.arrayContaining(sources));

    const { page, say, leave } = await signedIn(browser(), program);
    await page.goto(`/records/customers/${(await customer()).id ?? ''}`);
    const email = `followed.through.${Date.now()}@example.com`;
    const known = page.getByRole('region', { name: say('Known in') });
    for (const source of sources) await known.getByText(source, { exact: true }).first().waitFor();
    expect(await page.getByText(email).count()).toBe(0);
    await control(places.kingdee, { FEmail: email });
    // Nobody presses anything: the sync of the ERP looks every thirty seconds, and the page shows what comes.
    await page.getByText(email).first().waitFor(SOON);
    const there = async (vendor: Vendor) => ((await control(places[vendor])) as There).values.Email;
    for (const vendor of ['zoho', 'salesforce'] as const) await expect.poll(() => there(vendor), SOON).toBe(email);
    await expect.poll(written, SOON).toContain(email);
    await leave();
  }, 400_000);
});
