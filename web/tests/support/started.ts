/** One filled workspace for all files of tests: starting it takes longer than most of them. What needs an empty one starts its own. */
import type { TestProject } from 'vitest/node';
import { hasNoBrowser } from './browser';
import { type Program, startDemo } from './program';

declare module 'vitest' {
  interface ProvidedContext {
    demo: Program | null;
  }
}

export default async function start({ provide }: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (hasNoBrowser()) {
    provide('demo', null);
    return undefined;
  }
  const { stop, ...demo } = await startDemo();
  provide('demo', demo);
  return stop;
}
