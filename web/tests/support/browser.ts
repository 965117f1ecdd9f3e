/** Chromium, and pages that must not do what no page of ours may: ask another server, fail in a script, break the content policy. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { Program } from './program';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The path of Chromium; undefined where there is none. */
export function chromiumPath(): string | undefined {
  const named = process.env.RAPPORT_TEST_CHROMIUM;
  if (named) return named;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find((path) => existsSync(path));
}

/** True when tests must be left out because there is no browser. In CI there must be one. */
export function hasNoBrowser(): boolean {
  if (chromiumPath()) return false;
  if (process.env.CI === 'true') throw new Error('no Chromium; in CI there must be one');
  console.log('skipped: no Chromium (apt-get install chromium, or RAPPORT_TEST_CHROMIUM)');
  return true;
}

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: ['--disable-background-networking', '--disable-component-update'] });
}

export interface Looks {
  language?: 'en' | 'zh-CN';
  theme?: 'light' | 'dark';
  width?: number;
  height?: number;
}

export interface Visit {
  page: Page;
  context: BrowserContext;
  /** What went wrong on the page since it was opened, or was asked of another server. */
  faults: string[];
}

/** A person's browser window. */
export async function visit(browser: Browser, program: Program, looks: Looks = {}): Promise<Visit> {
  const { language = 'en', theme = 'light', width = 1280, height = 800 } = looks;
  const context = await browser.newContext({
    baseURL: program.address,
    locale: language,
    timezoneId: 'Asia/Shanghai',
    colorScheme: theme,
    viewport: { width, height },
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin !== program.address && url.protocol !== 'data:' && url.protocol !== 'blob:') faults.push(`asked ${url.origin}`);
  });
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // A refusal by the server is for the screen to show; the browser notes each in its console as well.
    const isRefusal = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isRefusal) faults.push(`console: ${message.text()}`);
  });
  return { page, context, faults };
}

/** Waits until nothing on the page is on its way any more. Streams stay open, so the network is never idle. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await page.waitForFunction(() => document.querySelector('h1') && !document.querySelector('.shimmer, main [aria-busy=true]'), undefined, { timeout: 15_000 });
}

/** Shows another address of the web app without loading it anew, as its links do. */
export async function turnTo(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({}, '', to);
    dispatchEvent(new PopStateEvent('popstate', { state: {} }));
  }, path);
  await settled(page);
}
