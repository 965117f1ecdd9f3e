import { defineConfig } from 'vitest/config';

/** Tests that do what a person does: the real program with its simulated systems, and Chromium. One file at a time; each starts its own program. */
export default defineConfig({
  test: {
    environment: 'node',
    root: new URL('.', import.meta.url).pathname,
    include: [process.env.RAPPORT_SCREENSHOTS ? 'screenshots.ts' : '*.browser.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // A later test of a file goes on where an earlier one ended.
    bail: 0,
    reporters: ['verbose'],
  },
});
