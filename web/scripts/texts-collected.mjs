/** Fails when a text of the source is not in the catalogues. Collects into them and puts them back as they were. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const files = ['en', 'zh-CN'].map((locale) => new URL(`../src/locales/${locale}/messages.po`, import.meta.url));
const read = () => files.map((file) => readFileSync(file, 'utf8'));
/** The message ids alone: dates and places in the catalogue say nothing. */
const ids = (text) => text.split('\n').filter((line) => line.startsWith('msgid') || line.startsWith('"')).join('\n').replace(/"POT-Creation-Date.*\n/g, '');
const before = read();
const { status } = spawnSync('npx', ['--no-install', 'lingui', 'extract', '--clean', '--workers', '1'], { stdio: ['ignore', 'ignore', 'inherit'] });
const after = read();
files.forEach((file, index) => writeFileSync(file, before[index]));
if (status !== 0 || before.some((text, index) => ids(text) !== ids(after[index]))) {
  console.error('texts are missing from src/locales: run npm run texts, then translate');
  process.exit(1);
}
