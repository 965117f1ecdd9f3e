import { expect, test } from 'vitest';
import { call } from './support/api';
import { inDemo, signedIn } from './support/person';

interface There {
  id: string;
  values: Record<string, unknown>;
}

/** The last eleven digits of a Chinese mobile number. */
function mobileOf(value: unknown): string {
  const digits = String(value ?? '').replaceAll(/\D/g, '').slice(-11);
  return digits.length === 11 && digits.startsWith('1') ? digits : '';
}

inDemo('somebody who follows one customer through the systems', ({ program, browser }) => {
  const origins = new Map<string, string>();
  /** A table of a simulated system, as its own people see it. */
  const table = async (vendor: string, name: string) => {
    if (origins.size === 0) {
      const { systems } = (await call(program, 'GET', '/simulators')) as { systems: { name: string; address: string }[] };
      for (const system of systems) origins.set(system.name, new URL(system.address).origin);
    }
    return `${origins.get(vendor) ?? ''}/_control/${vendor}/tables/${name}/records`;
  };
  const records = async (vendor: string, name: string): Promise<There[]> => (await (await fetch(`${await table(vendor, name)}?limit=1000`)).json()).records;

  test('sees on the page what changes in the ERP, and the CRM has it as well', async () => {
    const [erp, crm, other] = await Promise.all([records('kingdee', 'BD_CommonContact'), records('zoho', 'Contacts'), records('salesforce', 'Contact')]);
    const alone = (all: There[], field: string, mobile: string) => {
      const same = all.filter((each) => mobileOf(each.values[field]) === mobile);
      return same.length === 1 ? same[0] : undefined;
    };
    // From the end: the first ones are those that the printed steps change.
    const person = [...erp].reverse().find((each) => {
      const mobile = mobileOf(each.values.FMobile);
      return mobile !== '' && alone(erp, 'FMobile', mobile) && alone(crm, 'Mobile', mobile) && alone(other, 'MobilePhone', mobile);
    });
    expect(person).toBeDefined();
    const mobile = mobileOf(person?.values.FMobile);
    const customer = async () => (await call(program, 'GET', `/customers/by/phone/${encodeURIComponent(`+86${mobile}`)}`).catch(() => ({}))) as { id?: string; external_ids?: Record<string, unknown> };
    await expect.poll(async () => Object.keys((await customer()).external_ids ?? {}), { timeout: 60_000 }).toEqual(expect.arrayContaining(['金蝶云星空 (simulated)', 'Zoho CRM (simulated)', 'Salesforce (simulated)']));

    const { page, leave } = await signedIn(browser(), program);
    await page.goto(`/records/customers/${(await customer()).id ?? ''}`);
    const email = 'followed.through@example.com';
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    expect(await page.getByText(email).count()).toBe(0);
    const change = await fetch(`${await table('kingdee', 'BD_CommonContact')}/${person?.id ?? ''}`, { method: 'PATCH', body: JSON.stringify({ values: { FEmail: email } }) });
    expect(change.status).toBe(200);
    // Nobody presses anything: the sync of the ERP looks every thirty seconds, and the page shows what comes.
    await page.getByText(email).first().waitFor({ timeout: 90_000 });
    const there = async (vendor: string, name: string, id: string | undefined) => (await records(vendor, name)).find((each) => each.id === id)?.values.Email;
    await expect.poll(() => there('zoho', 'Contacts', alone(crm, 'Mobile', mobile)?.id), { timeout: 90_000 }).toBe(email);
    await expect.poll(() => there('salesforce', 'Contact', alone(other, 'MobilePhone', mobile)?.id), { timeout: 90_000 }).toBe(email);
    await leave();
  }, 300_000);
});
