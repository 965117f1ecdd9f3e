import { defineConfig } from 'vitest/config';

/** What is run by itself, with programs of its own: pictures, measurements. */
const alone = process.env.RAPPORT_SCREENSHOTS ? 'screenshots.ts' : process.env.RAPPORT_SPEED ? 'speed.ts' : process.env.RAPPORT_JUDGED ? 'lighthouse.ts' : undefined;

/** Tests that do what a person does: the real program with its simulated systems, and Chromium. One file at a time, most of them on one program. */
export default defineConfig({
  test: {
    environment: 'node',
    root: new URL('.', import.meta.url).pathname,
    globalSetup: alone ? [] : ['support/started.ts'],
    include: [alone ?? '*.browser.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // A later test of a file goes on where an earlier one ended.
    bail: 0,
    reporters: ['verbose'],
  },
});
