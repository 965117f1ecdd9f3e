import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasNoBrowser, launch, settled, visit } from './support/browser';
import { englishOn, writtenTexts } from './support/english';
import { letIn } from './support/person';
import { prepare } from './support/prepared';
import { type Running, startDemo, startNew } from './support/program';
import { scenes } from './support/scenes';
import { screens } from './support/screens';
import { throughScenes, throughScreens } from './support/tour';
import { judgeable, violations } from './support/violations';

const forms = (['en', 'zh-CN'] as const).flatMap((language) => (['light', 'dark'] as const).flatMap((theme) => [1280, 390].map((width) => ({ language, theme, width }))));
/** Half of them, in which every language is seen in both looks and at both widths. */
const mixed = forms.filter(({ language, theme, width }) => (language === 'en') === ((theme === 'light') === (width === 1280)));

/** A window in which every page is judged; in Chinese also whether it says something in English. */
async function judged(browser: Browser, program: Running, form: (typeof forms)[number]) {
  const { page, context, faults } = await visit(browser, program, form);
  const found: string[] = [];
  await judgeable(context);
  const written = form.language === 'zh-CN' && program.key ? await writtenTexts(program) : '';
  const look = async (name: string) => {
    found.push(...(await violations(page, name)));
    if (form.language === 'zh-CN') found.push(...(await englishOn(page, written)).map((sentence) => `${name} in English: ${sentence}`));
  };
  const leave = async () => {
    expect(found).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  };
  return { page, found, look, leave };
}

describe.skipIf(hasNoBrowser())('what can be used by everybody', () => {
  let program: Running;
  let browser: Browser;
  beforeAll(async () => {
    [program, browser] = await Promise.all([startDemo(), launch()]);
    await prepare(program);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  test.each(forms)('is every screen: $language $theme, $width', { timeout: 300_000 }, async (form) => {
    const { page, found, look, leave } = await judged(browser, program, form);
    await page.goto('/sign-in');
    await settled(page);
    await look('sign-in');
    await letIn(page, program);
    await page.goto('/');
    found.push(...(await throughScreens(page, await screens(program, program.key), look)));
    await leave();
  });

  test.each(mixed)('is every dialog, menu and step: $language $theme, $width', { timeout: 600_000 }, async (form) => {
    const { page, found, look, leave } = await judged(browser, program, form);
    await page.goto('/sign-in');
    await letIn(page, program);
    found.push(...(await throughScenes(page, await scenes(program, form.language, form.width < 600), look)));
    await leave();
  });
});

describe.skipIf(hasNoBrowser())('an installation where nothing is yet', () => {
  let program: Running;
  let browser: Browser;
  beforeAll(async () => {
    [program, browser] = await Promise.all([startNew(), launch()]);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  test.each(forms)('can be begun by everybody: $language $theme, $width', async (form) => {
    const { page, look, leave } = await judged(browser, program, form);
    await page.goto(program.link);
    await settled(page);
    await look('welcome');
    await leave();
  });

  test('can be used by everybody', { timeout: 300_000 }, async () => {
    const { hash } = new URL(program.link);
    const setup = { token: hash.slice('#token='.length), name: '王小明', email: 'first@example.com', password: 'correct horse battery' };
    const answer = await fetch(`${program.address}/api/v1/setup`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(setup) });
    expect(answer.status, await answer.text()).toBe(201);
    for (const form of forms) {
      const { page, found, look, leave } = await judged(browser, program, form);
      expect((await page.request.post('/api/v1/session', { data: { email: setup.email, password: setup.password } })).status()).toBe(200);
      await page.goto('/');
      found.push(...(await throughScreens(page, await screens(program, ''), look)));
      await leave();
    }
  });
});
