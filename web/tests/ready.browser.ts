import { expect, test } from 'vitest';
import { removeNamed } from './support/again';
import { call } from './support/api';
import { inDemo, signedIn } from './support/person';

inDemo('somebody who takes a sync that is ready', ({ program, browser }) => {
  test.each([
    { language: 'en', job: 'People of a CRM' },
    { language: 'zh-CN', job: 'CRM 联系人' },
  ] as const)('gets all steps filled and saves a draft: $language', async ({ language, job }) => {
    const name = `${job} · Zoho CRM (simulated)`;
    await removeNamed(program, '/syncs', name);
    const person = await signedIn(browser(), program, { language });
    const { page } = person;
    await person.go('Syncs');
    await person.press('New sync');
    await person.job(`take a ready-made sync (${language})`, async () => {
      const offer = page.getByRole('listitem').filter({ hasText: job });
      await offer.getByRole('button', { name: /Zoho CRM \(simulated\)/ }).click();
      await page.locator('[data-rule=email]').waitFor();
      await person.press('Save as draft');
      await person.sees('Saved as a draft');
    });
    const syncs = (await call(program, 'GET', '/syncs')).items as { id: string; name: string; state: string; definition: { rollout: { share: number }; source?: string } }[];
    const made = syncs.find((sync) => sync.name === name);
    expect(made).toMatchObject({ state: 'draft', definition: { rollout: { share: 5 } } });
    await person.leave();
  });
});
