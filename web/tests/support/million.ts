/** An installation with a million customers and an object of three hundred fields, made once and kept for the next measurement. */
import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { call } from './api';
import { program, type Running, startKept } from './program';

export const WIDE_FIELDS = 300;

const FAMILY = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴', 'Miller', 'Novak', 'Rossi', 'Okafor', 'Silva', 'Dubois'];
const GIVEN = ['伟', '芳', '娜', '敏', '静', '丽', '强', '磊', '洋', '艳', 'Anna', 'Ben', 'Chiara', 'David', 'Emma', 'Felix'];
const PLACES = ['上海', '北京', '广州', '深圳', '杭州', '成都', 'Berlin', 'Lyon', 'Porto', 'Turin'];
const TRADES = ['贸易', '科技', '物流', '食品', '机械', 'Trading', 'Foods', 'Tools'];
const ROWS_AT_ONCE = 10_000;

/** `at`-th entry of a list, going round. */
function of<Item>(list: Item[], at: number): Item {
  return list[at % list.length] as Item;
}

/** Every row is another customer: phone and e-mail are its own. */
function writeRows(path: string, count: number) {
  const file = openSync(path, 'w');
  writeSync(file, 'id,name,company,email,phone,city,country,created_at\n');
  for (let from = 0; from < count; from += ROWS_AT_ONCE) {
    const lines = Array.from({ length: Math.min(ROWS_AT_ONCE, count - from) }, (_, step) => {
      const at = from + step;
      const place = of(PLACES, at * 7);
      const name = `${of(FAMILY, at)}${of(GIVEN, Math.floor(at / 16))} ${at.toString(36)}`;
      const day = String(1 + (at % 28)).padStart(2, '0');
      return `C${at},${name},${place}${of(TRADES, at * 3)}${at % 50_000},c${at}@example.com,+8613${String(100_000_000 + at)},${place},CN,2024-${String(1 + (at % 12)).padStart(2, '0')}-${day}T08:00:00Z`;
    });
    writeSync(file, `${lines.join('\n')}\n`);
  }
  closeSync(file);
}

/** `count` customers in `folder`, which is filled the first time. */
export async function startMillion(folder: string, count: number): Promise<Running & { person: string }> {
  const data = join(folder, 'data');
  const told = join(folder, 'key');
  const person = 'speed@example.com';
  const run = (...words: string[]) => execFileSync(program(), [...words, '--data', data], { cwd: folder, env: { ...process.env, RAPPORT_DATABASE_URL: undefined, LC_ALL: 'C' }, encoding: 'utf8' });
  const filled = join(folder, 'filled');
  const isNew = !existsSync(told);
  if (isNew) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const rows = join(folder, 'customers.csv');
    writeRows(rows, count);
    run('import', rows, '--object', 'customers', '--source', 'shop', '--json');
    rmSync(rows);
    run('user', 'add', person, '--admin', '--generate', '--json');
    const made = JSON.parse(run('key', 'add', 'speed', '--scope', 'admin', '--json')) as { key: string };
    writeFileSync(told, made.key);
  }
  const running = await startKept(folder, readFileSync(told, 'utf8').trim());
  try {
    if (!existsSync(filled)) await fill(running);
    writeFileSync(filled, '');
  } catch (error) {
    await running.stop();
    throw error;
  }
  return { ...running, person };
}

/** Likely duplicates, and an object of many fields with some records. */
async function fill(running: Running) {
  for (let at = 0; at < 200; at++) {
    await call(running, 'POST', '/customers', { name: `Twin ${at}`, phone: `+8613${String(100_000_000 + at * 31)}`, city: '上海' }).catch(() => undefined);
  }
  await call(running, 'POST', '/objects', { name: 'wide', label: { en: 'Wide', zh: '宽表' }, title_field: 'name', fields: [{ name: 'name', label: { en: 'Name', zh: '名称' }, type: 'text' }] });
  for (let at = 1; at <= WIDE_FIELDS; at++) {
    await call(running, 'POST', '/objects/wide/fields', { name: `f${at}`, label: { en: `Field ${at}`, zh: `字段 ${at}` }, type: 'text' });
  }
  for (let at = 0; at < 20; at++) {
    await call(running, 'POST', '/wide', { name: `Row ${at}`, ...Object.fromEntries(Array.from({ length: WIDE_FIELDS }, (_, index) => [`f${index + 1}`, `value ${at} ${index}`])) });
  }
}
