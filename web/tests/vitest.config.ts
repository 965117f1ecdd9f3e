import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What is run by itself, with programs of its own: pictures, measurements. */
const alone = process.env.RAPPORT_SCREENSHOTS ? 'screenshots.ts' : process.env.RAPPORT_SPEED ? 'speed.ts' : process.env.RAPPORT_JUDGED ? 'lighthouse.ts' : undefined;

/** By name, everywhere: most files share one program, so that what one of them leaves behind is met by the same others on every machine. */
class ByName extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve([...files].sort((a, b) => (a.moduleId < b.moduleId ? -1 : 1)));
  }
}

/** Tests that do what a person does: the real program with its simulated systems, and Chromium. One file at a time, most of them on one program. */
export default defineConfig({
  test: {
    environment: 'node',
    root: new URL('.', import.meta.url).pathname,
    globalSetup: alone ? [] : ['support/started.ts'],
    include: [alone ?? '*.browser.ts'],
    fileParallelism: false,
    sequence: { sequencer: ByName },
    testTimeout: 120_000,
    hookTimeout: 180_000,
    // What is polled for may be late on a busy machine; no test says how fast something is.
    expect: { poll: { timeout: 20_000 } },
    // A later test of a file goes on where an earlier one ended.
    bail: 0,
    // A test that was outrun by something else on a busy machine is tried once more, and the output says so; one that is broken fails again.
    retry: process.env.CI ? 1 : 0,
    reporters: ['verbose'],
  },
});
