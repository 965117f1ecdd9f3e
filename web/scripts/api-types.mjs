/**
 * Makes src/api/schema.ts, the types of the API, from the OpenAPI document that the program prints.
 *
 *   node scripts/api-types.mjs           writes the file
 *   node scripts/api-types.mjs --check   fails when the file is not what the program says
 *
 * RAPPORT names the program; else the release or debug build of this checkout is taken. Paths and schemas of single objects are
 * left out: the web app reads what objects there are from the server, and treats those of users and ours alike.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';

const root = new URL('..', import.meta.url).pathname;
const target = join(root, 'src/api/schema.ts');
const target_folder = process.env.CARGO_TARGET_DIR ?? join(root, '../target');
const program = [process.env.RAPPORT, join(target_folder, 'release/rapport'), join(target_folder, 'debug/rapport')].find(
  (path) => path && existsSync(path),
);
if (!program) {
  console.error('no rapport program: build it first (cargo build --release -p rapport) or name it in RAPPORT');
  process.exit(process.argv.includes('--check') && !process.env.CI ? 0 : 1);
}

const folder = mkdtempSync(join(tmpdir(), 'rapport-openapi-'));
let document;
try {
  document = JSON.parse(execFileSync(program, ['openapi', '--data', folder], { maxBuffer: 64e6 }).toString());
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const objects = Object.keys(document.components.schemas).filter((name) => name.endsWith('_upserted')).map((name) => name.slice(0, -9));
for (const path of Object.keys(document.paths)) {
  if (objects.some((object) => new RegExp(`^/api/v1/${object}(/|:|$)`).test(path)) || !path.startsWith('/api/v1/')) delete document.paths[path];
}
for (const name of Object.keys(document.components.schemas)) {
  if (objects.some((object) => name.startsWith(`${object}_`))) delete document.components.schemas[name];
}
/** Shapes that say nothing about their members may have any. */
function open(schema) {
  if (typeof schema !== 'object' || schema === null) return;
  const isObject = schema.type === 'object' || (Array.isArray(schema.type) && schema.type.includes('object'));
  if (isObject && !schema.properties && schema.additionalProperties === undefined) schema.additionalProperties = {};
  for (const part of Object.values(schema)) open(part);
}
open(document.components.schemas);

const header = '/* Made by scripts/api-types.mjs from `rapport openapi`; do not edit. */\n/* eslint-disable */\n';
const text = header + astToString(await openapiTS(document));
if (process.argv.includes('--check')) {
  if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
    console.error('src/api/schema.ts is not what the program says: run npm run api');
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
  console.log(`src/api/schema.ts: ${Object.keys(document.paths).length} paths`);
}
