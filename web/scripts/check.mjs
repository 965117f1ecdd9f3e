/** All checks of the web app; every one runs, so that one call shows all that is broken. */
import { spawnSync } from 'node:child_process';

const steps = [
  ['types of the API', 'node', ['scripts/api-types.mjs', '--check']],
  ['tsc', 'npx', ['--no-install', 'tsc', '--noEmit']],
  ['eslint', 'npx', ['--no-install', 'eslint', '--max-warnings', '0', 'src', 'tests']],
  ['texts collected', 'node', ['scripts/texts-collected.mjs']],
  ['texts translated', 'npx', ['--no-install', 'lingui', 'compile', '--strict', '--workers', '1', '--output-prefix', '/*eslint-disable*/']],
  ['unit tests', 'npx', ['--no-install', 'vitest', 'run', '--passWithNoTests']],
];
const failed = steps.filter(([name, program, args]) => {
  console.log(`==> ${name}`);
  return spawnSync(program, args, { stdio: 'inherit' }).status !== 0;
});
if (failed.length > 0) {
  console.error(`failed: ${failed.map(([name]) => name).join(', ')}`);
  process.exit(1);
}
