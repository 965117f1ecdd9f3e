/** The program under test, started as a person starts it, on a data directory and ports of its own. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { serveBuilt } from './built';

/** How long a program may take to say where it is: a debug build imports the sample in a minute on a busy machine. */
const START_MS = 170_000;

export interface Program {
  /** Where the web app is, e.g. `http://127.0.0.1:40123`. */
  address: string;
  /** The link that signs in once. */
  link: string;
  /** An API key of an administrator; empty where none was printed. */
  key: string;
  /** The control interface of the simulated systems; empty without them. */
  control: string;
  /** Where its data lie. */
  folder: string;
}

/** Ends with its data; whoever started it stops it. */
export interface Running extends Program {
  stop: () => Promise<void>;
}

/** The path of the program under test. */
export function program(): string {
  const target = process.env.CARGO_TARGET_DIR ?? new URL('../../../target', import.meta.url).pathname;
  const known = [process.env.RAPPORT, join(target, 'debug/rapport'), join(target, 'release/rapport')];
  const found = known.find((path) => path && existsSync(path));
  if (!found) throw new Error('no rapport program: build it first (cargo build -p rapport) or name it in RAPPORT');
  return found;
}

/** A filled workspace: sample data and simulated systems, each kept up to date by a sync. */
export function startDemo(): Promise<Running> {
  return start(['demo', '--listen', '127.0.0.1:0', '--simulators', '127.0.0.1:0'], /\/jiandaoyun\/tables\/customers\/records\//);
}

/** A new installation: nobody may sign in yet. */
export function startNew(): Promise<Running> {
  return start(['serve', '--listen', '127.0.0.1:0'], /#token=/);
}

/** An installation that stays when it is stopped, `data` in `folder`; whoever made it knows a key. */
export function startKept(folder: string, key: string): Promise<Running> {
  return start(['serve', '--listen', '127.0.0.1:0', '--requests-per-minute', '1000000'], /listens on/, { folder, key });
}

async function start(words: string[], isReady: RegExp, kept?: { folder: string; key: string }): Promise<Running> {
  const folder = kept?.folder ?? mkdtempSync(join(tmpdir(), 'rapport-browser-'));
  const child = spawn(program(), words, {
    cwd: folder,
    env: { ...process.env, RAPPORT_DATA: join(folder, 'data'), RAPPORT_DATABASE_URL: undefined, LC_ALL: 'C', TMPDIR: tmpdir() },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = await untilPrinted(child, isReady);
  const after = (pattern: RegExp) => pattern.exec(printed)?.[1] ?? '';
  const printedLink = new URL(after(kept ? /listens on (http:\/\/\S+)/ : /(http:\/\/\S+#token=\S+)/));
  const front = await serveBuilt(printedLink.origin);
  const address = front?.address ?? printedLink.origin;
  return {
    address,
    link: `${address}/${printedLink.hash}`,
    key: kept?.key ?? after(/API key: (\S+)/),
    control: after(/curl -s -X PATCH (http:\/\/\S+?\/_control)\//),
    folder,
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      front?.stop();
      await gone;
      if (!kept) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function untilPrinted(child: ChildProcessByStdio<null, Readable, Readable>, isReady: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const timer = setTimeout(() => reject(new Error(`the program does not get ready:\n${printed}`)), START_MS);
    const take = (chunk: Buffer) => {
      printed += chunk.toString();
      // Whole lines only: a link may come in two pieces.
      if (isReady.test(printed.slice(0, printed.lastIndexOf('\n') + 1))) {
        clearTimeout(timer);
        resolve(printed);
      }
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the program ended with ${code}:\n${printed}`));
    });
  });
}
