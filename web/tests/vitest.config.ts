import { defineConfig } from 'vitest/config';

/** Tests that do what a person does: the real program with its simulated systems, and Chromium. One file at a time, most of them on one program. */
export default defineConfig({
  test: {
    environment: 'node',
    root: new URL('.', import.meta.url).pathname,
    globalSetup: [process.env.RAPPORT_SCREENSHOTS ? '' : 'support/started.ts'].filter(Boolean),
    include: [process.env.RAPPORT_SCREENSHOTS ? 'screenshots.ts' : '*.browser.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // A later test of a file goes on where an earlier one ended.
    bail: 0,
    reporters: ['verbose'],
  },
});
