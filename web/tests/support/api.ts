import type { Program } from './program';

/** A call of the API with the printed key. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the answers of many calls, looked at member by member
export async function call(program: Program, method: string, path: string, body?: unknown): Promise<any> {
  const response = await fetch(`${program.address}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${program.key}`, 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return await response.json();
}
