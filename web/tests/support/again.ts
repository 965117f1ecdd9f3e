/** What an earlier try of a test left behind goes before the next one begins; where there was none, nothing does. */
import { call } from './api';
import type { Program } from './program';

const AT_ONCE = 500;
const ROUNDS_MAX = 20;

export async function remove(program: Program, path: string): Promise<void> {
  await fetch(`${program.address}/api/v1${path}`, { method: 'DELETE', headers: { authorization: `Bearer ${program.key}` } });
}

/** Takes away what has one of these names. */
export async function removeNamed(program: Program, list: '/syncs' | '/connections' | '/alert-channels' | '/views?object=customers', ...names: string[]): Promise<void> {
  const items = (await call(program, 'GET', list)).items as { id: string; name: string }[];
  for (const { id } of items.filter((each) => names.includes(each.name))) await remove(program, `${list.split('?')[0]}/${id}`);
}

/** Makes a sync in the place of one of the same name. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as `call`
export async function makeSync(program: Program, definition: { name: string; [more: string]: unknown }): Promise<any> {
  await removeNamed(program, '/syncs', definition.name);
  return call(program, 'POST', '/syncs', definition);
}

/** Deletes the records that fit a filter, all of them without one. */
export async function forget(program: Program, object: string, filter = ''): Promise<void> {
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const items = (await call(program, 'GET', `/${object}?limit=${AT_ONCE}${filter && `&filter=${encodeURIComponent(filter)}`}`)).items as { id: string }[];
    if (items.length === 0) return;
    await call(program, 'POST', `/${object}:batch`, { items: items.map(({ id }) => ({ op: 'delete', id })) });
  }
}

/** Leaves out the rows of this source that wait at a problem. */
export async function settleProblems(program: Program, source: string): Promise<void> {
  const groups = (await call(program, 'GET', '/problems')).items as { id: string; source: string }[];
  for (const { id } of groups.filter((group) => group.source === source)) await call(program, 'POST', `/problems/${encodeURIComponent(id)}:exclude`, { reason: 'left by an earlier try' });
}
