/**
 * Pictures of every screen, in both languages, light and dark, at the width of a desk and of a phone, full and empty; for people to look at.
 * They go to `screenshots/`, which is not committed: `full-en-light-1280/customers.png`. RAPPORT_LOOKS names some of the looks alone, as
 * `en-light-1280,zh-CN-dark-390`; RAPPORT_FILLING `full` or `empty` alone; RAPPORT_HEIGHT makes the windows so high, to see long screens to
 * their end.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { call } from './support/api';
import { hasNoBrowser, launch, type Looks, settled, visit } from './support/browser';
import { letIn } from './support/person';
import { prepare } from './support/prepared';
import { type Program, type Running, startDemo, startNew } from './support/program';
import { scenes } from './support/scenes';
import { screens } from './support/screens';
import { throughScenes, throughScreens } from './support/tour';

const folder = new URL('../screenshots', import.meta.url).pathname;
const wanted = process.env.RAPPORT_LOOKS?.split(',');
const looks: Required<Pick<Looks, 'language' | 'theme' | 'width'>>[] = (['en', 'zh-CN'] as const)
  .flatMap((language) => (['light', 'dark'] as const).flatMap((theme) => [1280, 390].map((width) => ({ language, theme, width }))))
  .filter(({ language, theme, width }) => wanted?.includes(`${language}-${theme}-${width}`) ?? true);

function heightOf({ width }: { width: number }): number {
  return Number(process.env.RAPPORT_HEIGHT) || (width < 600 ? 844 : 800);
}

/** Somebody who may look and no more. */
const READER = { name: 'Wang Fang', email: 'wang.fang@example.com', role: 'reader' };
const ofReader = ['/', '/records/customers', '/reviews', '/problems', '/connections', '/settings'].map((path) => ({ name: path.replace(/\W+/g, '-').replace(/^-/, '') || 'home', path }));

const PASSWORD = 'correct horse battery';

function placeOf(filling: string, look: (typeof looks)[number]): string {
  return join(folder, `${filling}-${look.language}-${look.theme}-${look.width}`);
}

async function take(page: Page, place: string, name: string) {
  mkdirSync(place, { recursive: true });
  await settled(page).catch(() => undefined);
  await page.waitForTimeout(150);
  await page.screenshot({ path: join(place, `${name}.png`), fullPage: false });
}

const fillings = (['full', 'empty'] as const).filter((filling) => (process.env.RAPPORT_FILLING ?? filling) === filling);

describe.skipIf(hasNoBrowser()).each(fillings)('a workspace that is %s', (filling) => {
  let program: Running;
  let browser: Browser;
  beforeAll(async () => {
    if (filling === 'full') rmSync(folder, { recursive: true, force: true });
    [program, browser] = await Promise.all([filling === 'full' ? startDemo() : startNew(), launch()]);
    if (filling === 'full') await prepare(program);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  test.runIf(filling === 'empty')('is pictured before anybody is there', async () => {
    const { hash } = new URL(program.link);
    for (const look of looks) {
      const { page, context, faults } = await visit(browser, program, { ...look, height: heightOf(look) });
      await page.goto(`/${hash}`);
      await take(page, placeOf(filling, look), 'welcome');
      expect(faults).toEqual([]);
      await context.close();
    }
    const answer = await fetch(`${program.address}/api/v1/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: hash.slice('#token='.length), name: '王小明', email: 'first@example.com', password: PASSWORD }),
    });
    expect(answer.status, await answer.text()).toBe(201);
  });

  test.each(looks)('is pictured: $language, $theme, $width', { timeout: 600_000 }, async (form) => {
    const place = placeOf(filling, form);
    const { page, context, faults } = await visit(browser, program, { ...form, height: heightOf(form) });
    await signIn(page, program, filling);
    await page.goto('/');
    const look = (name: string) => take(page, place, name);
    const missed = await throughScreens(page, await screens(program, filling === 'full' ? program.key : ''), look);
    if (filling === 'full') missed.push(...(await throughScenes(page, await scenes(program, form.language, form.width < 600), look)));
    if (filling === 'full') {
      await page.goto('/docs');
      await page.getByRole('heading', { level: 2 }).first().waitFor();
      await look('docs');
    }
    if (filling === 'full') {
      await context.clearCookies();
      await letIn(page, program, READER);
      await page.goto('/');
      missed.push(...(await throughScreens(page, ofReader, (name) => look(`reader-${name}`))));
    }
    await context.clearCookies();
    await page.goto('/sign-in');
    await look('sign-in');
    // All pictures are taken first, so that one call tells of every place that was not reached.
    expect(missed).toEqual([]);
    expect(faults).toEqual([]);
    await context.close();
  });
});

/** Signs the window in: by a fresh link in the demonstration, by the password of the first person elsewhere. */
async function signIn(page: Page, program: Program, filling: 'full' | 'empty'): Promise<void> {
  if (filling === 'full') {
    const people = await call(program, 'GET', '/people');
    const { token } = await call(program, 'POST', `/people/${people.items[0].id}:link`);
    await enter(page, { token });
  } else {
    await enter(page, { email: 'first@example.com', password: PASSWORD });
  }
}

async function enter(page: Page, data: Record<string, unknown>): Promise<void> {
  const answer = await page.request.post('/api/v1/session', { data });
  expect(answer.status(), await answer.text()).toBe(200);
}
