import { expect, test } from 'vitest';
import { call } from './support/api';
import { inDemo, signedIn } from './support/person';

inDemo('somebody whose connection is lost for a moment', ({ program, browser }) => {
  test('keeps the screen with what was typed, is told in words, and goes on', async () => {
    const [sync] = (await call(program, 'GET', '/syncs')).items as { id: string }[];
    const { page, press, say, leave } = await signedIn(browser(), program, { language: 'zh-CN' });
    await page.goto(`/syncs/${sync?.id}?part=definition`);
    const name = page.getByLabel(say('Name'), { exact: true });
    await name.fill('Typed and not saved');
    const line = page.getByRole('status').filter({ hasText: say('Rapport does not answer') });
    // The screen reads the sync again every few seconds.
    await page.route('**/api/v1/syncs/*', (route) => route.abort());
    await line.waitFor({ timeout: 60_000 });
    expect(await name.inputValue()).toBe('Typed and not saved');
    expect(await page.locator('body').innerText()).not.toContain('Failed to fetch');
    await page.unroute('**/api/v1/syncs/*');
    await press('Try again', line);
    await line.waitFor({ state: 'detached' });
    expect(await name.inputValue()).toBe('Typed and not saved');
    await leave();
  });
});
