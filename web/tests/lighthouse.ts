/**
 * Lighthouse on the five screens on which people spend their day: `npm run lighthouse`. It is no dependency of the web app: npx fetches it, or
 * RAPPORT_LIGHTHOUSE names its program. Chromium is the one that the tests use; its window is signed in before.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BrowserContext, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, hasNoBrowser } from './support/browser';
import { letIn } from './support/person';
import { type Running, startDemo } from './support/program';
import { screens } from './support/screens';

const VERSION = 'lighthouse@12';
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const SCREENS = ['home', 'customers', 'customer', 'sync-mapping', 'problems'];
const BAR = 95;

interface Report {
  categories: Record<string, { score: number | null }>;
  audits: Record<string, { title: string; score: number | null; displayValue?: string }>;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

describe.skipIf(hasNoBrowser())('the screens of every day', () => {
  let program: Running;
  let window: BrowserContext;
  let port: number;
  const folder = mkdtempSync(join(tmpdir(), 'rapport-lighthouse-'));
  beforeAll(async () => {
    [program, port] = await Promise.all([startDemo(), freePort()]);
    window = await chromium.launchPersistentContext(join(folder, 'profile'), { executablePath: chromiumPath(), baseURL: program.address, args: [`--remote-debugging-port=${port}`] });
    await letIn(await window.newPage(), program);
  });
  afterAll(async () => {
    await window?.close();
    await program?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(SCREENS)('%s', { timeout: 180_000 }, async (name) => {
    const screen = (await screens(program, program.key)).find((each) => each.name === name);
    const output = join(folder, `${name}.json`);
    const words = [`${program.address}${screen?.path ?? '/'}`, `--port=${port}`, '--preset=desktop', '--disable-storage-reset', `--only-categories=${CATEGORIES.join(',')}`, '--output=json', `--output-path=${output}`, '--quiet'];
    const own = process.env.RAPPORT_LIGHTHOUSE;
    // The stream of events stays open, so the network is never idle: half a minute is enough to see everything.
    await promisify(execFile)(own ? process.execPath : 'npx', [...(own ? [own] : ['--yes', VERSION]), ...words, '--max-wait-for-load=30000']);
    const report = JSON.parse(readFileSync(output, 'utf8')) as Report;
    const scores = CATEGORIES.map((category) => Math.round((report.categories[category]?.score ?? 0) * 100));
    const times = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift', 'speed-index'].map((audit) => `${audit} ${report.audits[audit]?.displayValue ?? '–'}`);
    console.log(`${name}: ${CATEGORIES.map((category, index) => `${category} ${scores[index] ?? 0}`).join(', ')} (${times.join(', ')})`);
    const failed = Object.entries(report.audits).filter(([, audit]) => audit.score !== null && audit.score < 0.9);
    console.log(failed.map(([id, audit]) => `  ${id}: ${audit.score ?? ''} ${audit.displayValue ?? audit.title}`).join('\n'));
    expect(Math.min(...scores)).toBeGreaterThanOrEqual(BAR);
  });
});
