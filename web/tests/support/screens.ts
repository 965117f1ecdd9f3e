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
  for (const path of ['connections', 'syncs', 'syncs/new', 'runs']) all.push({ name: path.replace('/', '-'), path: `/${path}` });
  if (!key) return all;
  const first = async (path: string): Promise<string | undefined> => {
    const page = (await call(program, 'GET', path)) as { items: { id: string }[] };
    return page.items[0]?.id;
  };
  const customer = await first('/customers?limit=1');
  if (customer) all.push({ name: 'customer', path: `/records/customers/${customer}` });
  const connection = await first('/connections');
  if (connection) all.push({ name: 'connection', path: `/connections/${connection}` });
  const sync = await first('/syncs');
  if (sync) {
    for (const part of ['', '?part=definition', '?part=versions', '/mapping', '/preview', '/flow']) {
      all.push({ name: `sync${part.replace(/\W+/g, '-')}`, path: `/syncs/${sync}${part}` });
    }
  }
  const run = await first('/runs?limit=1');
  if (run) {
    for (const part of ['', '?part=findings', '?part=writes']) all.push({ name: `run${part.replace(/\W+/g, '-')}`, path: `/runs/${run}${part}` });
  }
  return all;
}
