/** Every address of the web app that is a screen of its own: whoever adds one adds it here, and it is pictured and judged. */
import { call } from './api';
import type { Program } from './program';

export interface Screen {
  name: string;
  path: string;
}

/** The screens of a workspace; those of single things where there are some (`key` reads them). */
export async function screens(program: Program, key: string): Promise<Screen[]> {
  const all: Screen[] = [
    { name: 'home', path: '/' },
    { name: 'customers', path: '/records/customers' },
    { name: 'customers-board', path: '/records/deals?as=board' },
    { name: 'search', path: '/search?q=%E4%B8%8A%E6%B5%B7' },
  ];
  const places = ['connections', 'syncs', 'syncs/new', 'runs', 'imports', 'imports/new', 'problems', 'duplicates', 'duplicates?state=later', 'duplicates?state=merged', 'duplicates?state=dismissed', 'reviews', 'reviews?state=settled', 'reviews?state=obsolete', 'records/customers?state=deleted', 'objects', 'objects/customers', 'keys', 'sandbox', 'alerts', 'alerts?show=all', 'people', 'settings', 'settings?part=network', 'settings?part=alerts', 'settings?part=system'];
  for (const path of places) all.push({ name: path.replace(/\W+/g, '-'), path: `/${path}` });
  all.push({ name: 'search-nothing', path: '/search' });
  if (!key) return all;
  const first = async (path: string): Promise<string | undefined> => {
    const page = (await call(program, 'GET', path)) as { items: { id: string }[] };
    return page.items[0]?.id;
  };
  const single = async (list: string, name: string, path: (id: string) => string, parts: string[] = ['']) => {
    const id = await first(list);
    if (id) all.push(...parts.map((part) => ({ name: `${name}${part.replace(/\W+/g, '-')}`, path: `${path(id)}${part}` })));
  };
  const objects = (await call(program, 'GET', '/objects')).items as { name: string; archived: boolean }[];
  for (const { name } of objects.filter((object) => !object.archived && object.name !== 'customers')) all.push({ name: `list-${name}`, path: `/records/${name}` });
  await single('/customers?limit=1', 'customer', (id) => `/records/customers/${id}`);
  await single('/deals?limit=1', 'deal', (id) => `/records/deals/${id}`);
  await single('/connections', 'connection', (id) => `/connections/${id}`);
  const connections = (await call(program, 'GET', '/connections')).items as { id: string; state: string }[];
  const failing = connections.find((connection) => connection.state === 'paused');
  if (failing) all.push({ name: 'connection-failing', path: `/connections/${failing.id}` });
  await single('/syncs', 'sync', (id) => `/syncs/${id}`, ['', '?part=records', '?part=records&standing=failing', '?part=definition', '?part=versions', '/mapping', '/preview', '/flow']);
  const syncs = (await call(program, 'GET', '/syncs')).items as { id: string; state: string }[];
  const paused = syncs.find((sync) => sync.state === 'paused');
  if (paused) all.push({ name: 'sync-paused', path: `/syncs/${paused.id}` });
  // Not the newest runs of all: of passes that found nothing new one is kept.
  await single('/runs?kind=sync&state=done_with_rejects&limit=1', 'run-of-sync', (id) => `/runs/${id}`);
  await single('/imports?limit=1&kind=import', 'run', (id) => `/runs/${id}`, ['', '?part=refused', '?part=findings', '?part=writes']);
  await single('/imports?limit=1&kind=import', 'import', (id) => `/imports/${id}`);
  const problem = await first('/problems');
  if (problem) {
    const path = `/problems/${encodeURIComponent(problem)}`;
    // On a phone a row is chosen before there is something about it.
    const record = `?record=${(await first(`${path}/records?limit=1`)) ?? ''}`;
    all.push({ name: 'problem', path }, ...['', '&tab=conversation', '&tab=history', '&tab=notes'].map((part) => ({ name: `problem-row${part.replace(/\W+/g, '-')}`, path: `${path}${record}${part}` })));
  }
  return all;
}
