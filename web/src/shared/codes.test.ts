import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Sources of the server beside the web app: a code without words here would be shown by its name. */
const server = (path: string) => readFileSync(new URL(`../../../crates/${path}`, import.meta.url), 'utf8');
const here = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const keys = (text: string) => new Set([...text.matchAll(/^ {6}(\w+): /gm)].map(([, key = '']) => key));

test('every kind of data problem has a sentence', () => {
  const variants = /pub enum FindingCode \{([^}]*)\}/.exec(server('model/src/finding.rs'))?.[1] ?? '';
  const codes = [...variants.matchAll(/^ {4}(\w+),/gm)].map(([, name = '']) => name.replace(/(?<!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase());
  expect(codes.length).toBeGreaterThan(20);
  const known = keys(here('./finding-text.ts'));
  expect(codes.filter((code) => !known.has(code))).toEqual([]);
});

test('every reason of a row that a preview leaves alone has words', () => {
  const told = /\/\/\/ `unchanged`,([\s\S]*?)pub reason/.exec(server('sync/src/inbound/report.rs'))?.[1] ?? '';
  const reasons = ['unchanged', ...[...told.matchAll(/`(\w+)`/g)].map(([, name = '']) => name)];
  expect(reasons).toContain('superseded');
  const known = new Set([...keys(here('../features/syncs/components/preview-rows.tsx')), ...keys(here('./finding-text.ts'))]);
  expect(reasons.filter((reason) => !known.has(reason))).toEqual([]);
});

test('every note and warning of a run has words', () => {
  const known = keys(here('./note-text.ts'));
  const files = [...server('connector-file/src/notes.rs').matchAll(/pub const \w+: &str = "(\w+)";/g)].map(([, code = '']) => code);
  const runs = ['sync/src/inbound/after.rs', 'sync/src/inbound/drive.rs', 'sync/src/inbound/mod.rs', 'sync/src/inbound/preview.rs', 'sync/src/outbound/run.rs', 'sync/src/plan.rs'].flatMap((path) =>
    [...server(path).matchAll(/(?:\.warn\(|\.note\(|Note::new\(|Some\(\()\s*"(\w+)"/g)].map(([, code = '']) => code),
  );
  expect(files.length).toBeGreaterThan(15);
  expect(runs.length).toBeGreaterThan(8);
  expect([...files, ...runs].filter((code) => !known.has(code))).toEqual([]);
});
