/**
 * The web app as it was built last, in front of a program that holds an older one: with RAPPORT_WEB=dist a change of the web app is tried
 * without building the program anew. Everything else, the headers of the pages too, is what the program answers.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const folder = process.env.RAPPORT_WEB ? new URL(`../../${process.env.RAPPORT_WEB}/`, import.meta.url).pathname : undefined;
const types: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' };
const OF_PROGRAM = /^\/(api|docs|errors|hooks|livez|readyz|metrics)\b/;

interface Front {
  address: string;
  stop: () => void;
}

/** Undefined unless it is asked for. */
export async function serveBuilt(program: string): Promise<Front | undefined> {
  if (!folder) return undefined;
  const page = await fetch(program);
  const kept = ['content-security-policy', 'x-content-type-options', 'referrer-policy'].flatMap((name): [string, string][] => (page.headers.has(name) ? [[name, page.headers.get(name) ?? '']] : []));
  const server = createServer((incoming, outgoing) => {
    const path = new URL(incoming.url ?? '/', program).pathname;
    if (!OF_PROGRAM.test(path)) return file(path, outgoing, Object.fromEntries(kept), /\bgzip\b/.test(String(incoming.headers['accept-encoding'])));
    const onward = request(new URL(incoming.url ?? '/', program), { method: incoming.method, headers: { ...incoming.headers, host: new URL(program).host } }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Packed files by path, as the program holds them. */
const packed = new Map<string, Buffer>();

function file(path: string, outgoing: ServerResponse, headers: Record<string, string>, takesGzip: boolean) {
  const asked = join(folder ?? '', path);
  const found = path !== '/' && existsSync(asked) ? asked : join(folder ?? '', 'index.html');
  const body = packed.get(found) ?? gzipSync(readFileSync(found));
  packed.set(found, body);
  outgoing.writeHead(200, { ...headers, 'content-type': types[extname(found)] ?? 'application/octet-stream', ...(takesGzip ? { 'content-encoding': 'gzip' } : {}) });
  outgoing.end(takesGzip ? body : readFileSync(found));
}
