import type { QueryClient } from '@tanstack/react-query';
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { recordQuery } from '@/api/records';
import { setupQuery } from '@/api/session';
import { syncQuery } from '@/api/syncs';
import { readConditions } from '@/shared/conditions';
import { app, root } from './app-route';
import { dataRoutes } from './data-routes';
import { NotFoundPage } from './error-pages';
import { readAhead, readConnections, readHome, readSync, whileRead } from './read-ahead';
import { oneOf, optionalText, textList } from './search-params';
import type { ConnectionsSearch } from '@/features/connections/connections-screen';
import type { RunSearch } from '@/features/runs/run-screen';
import type { RunsSearch } from '@/features/runs/runs-screen';
import type { SandboxSearch } from '@/features/sandbox/sandbox-screen';
import type { MappingSearch } from '@/features/syncs/mapping-screen';
import type { NewSyncSearch } from '@/features/syncs/new-sync-screen';
import type { SyncSearch } from '@/features/syncs/sync-screen';
import type { RecordsSearch } from '@/features/records/records-screen';

/** Every address of the web app. A screen's code is loaded when it is first opened. */

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { to?: string } => ({ to: optionalText(search.to) }),
  beforeLoad: async ({ context }) => {
    if (await needsSetup(context.queryClient)) throw redirect({ to: '/welcome' });
  },
  component: lazyRouteComponent(() => import('@/features/session/sign-in'), 'SignIn'),
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  beforeLoad: async ({ context }) => {
    if (!(await needsSetup(context.queryClient))) throw redirect({ to: '/' });
  },
  component: lazyRouteComponent(() => import('@/features/session/welcome'), 'Welcome'),
});

async function needsSetup(client: QueryClient): Promise<boolean> {
  const { needed } = await client.ensureQueryData(setupQuery).catch(() => ({ needed: false }));
  return needed;
}

const home = createRoute({
  getParentRoute: () => app,
  path: '/',
  loader: ({ context }) => readHome(context.queryClient),
  ...whileRead,
  component: lazyRouteComponent(() => import('@/features/home/home'), 'Home'),
});

const records = createRoute({
  getParentRoute: () => app,
  path: '/records/$object',
  validateSearch: (search): RecordsSearch => ({
    where: readConditions(search.where),
    sort: optionalText(search.sort),
    columns: textList(search.columns),
    as: oneOf(search.as, ['table', 'board']),
    state: oneOf(search.state, ['deleted']),
    view: optionalText(search.view),
    new: search.new === true ? true : undefined,
  }),
  component: lazyRouteComponent(() => import('@/features/records/records-screen'), 'RecordsScreen'),
});

const record = createRoute({
  getParentRoute: () => app,
  path: '/records/$object/$id',
  // Some milliseconds; hovering over a link reads it ahead.
  loader: ({ context, params }) => readAhead(context.queryClient.ensureQueryData(recordQuery(params.object, params.id))),
  ...whileRead,
  component: lazyRouteComponent(() => import('@/features/record/record-screen'), 'RecordScreen'),
});

const search = createRoute({
  getParentRoute: () => app,
  path: '/search',
  validateSearch: (found): { q?: string } => ({ q: optionalText(found.q) }),
  component: lazyRouteComponent(() => import('@/features/search/search-screen'), 'SearchScreen'),
});

const runs = createRoute({
  getParentRoute: () => app,
  path: '/runs',
  validateSearch: (found): RunsSearch => ({ kind: optionalText(found.kind), state: oneOf(found.state, ['running', 'done', 'done_with_rejects', 'failed', 'paused', 'warning', 'cancelled']), sync: optionalText(found.sync) }),
  component: lazyRouteComponent(() => import('@/features/runs/runs-screen'), 'RunsScreen'),
});

const run = createRoute({
  getParentRoute: () => app,
  path: '/runs/$id',
  validateSearch: (search): RunSearch => ({ part: oneOf(search.part, ['changes', 'refused', 'writes', 'findings']) }),
  component: lazyRouteComponent(() => import('@/features/runs/run-screen'), 'RunScreen'),
});

const syncs = createRoute({
  getParentRoute: () => app,
  path: '/syncs',
  component: lazyRouteComponent(() => import('@/features/syncs/syncs-screen'), 'SyncsScreen'),
});

const sync = createRoute({
  getParentRoute: () => app,
  path: '/syncs/$id',
  validateSearch: (search): SyncSearch => ({ part: oneOf(search.part, ['definition', 'versions', 'records']), standing: oneOf(search.standing, ['in_sync', 'left_out', 'failing', 'waiting']), version: typeof search.version === 'number' ? search.version : undefined }),
  loader: ({ context, params }) => readSync(context.queryClient, params.id),
  ...whileRead,
  component: lazyRouteComponent(() => import('@/features/syncs/sync-screen'), 'SyncScreen'),
});

const newSync = createRoute({
  getParentRoute: () => app,
  path: '/syncs/new',
  validateSearch: (search): NewSyncSearch => ({ step: typeof search.step === 'number' ? search.step : undefined, connection: optionalText(search.connection), sync: optionalText(search.sync) }),
  component: lazyRouteComponent(() => import('@/features/syncs/new-sync-screen'), 'NewSyncScreen'),
});

const mapping = createRoute({
  getParentRoute: () => app,
  path: '/syncs/$id/mapping',
  validateSearch: (search): MappingSearch => ({ line: optionalText(search.line), problem: optionalText(search.problem), row: optionalText(search.row) }),
  component: lazyRouteComponent(() => import('@/features/syncs/mapping-screen'), 'MappingScreen'),
});

const preview = createRoute({
  getParentRoute: () => app,
  path: '/syncs/$id/preview',
  loader: ({ context, params }) => readAhead(context.queryClient.ensureQueryData(syncQuery(params.id))),
  ...whileRead,
  component: lazyRouteComponent(() => import('@/features/syncs/preview-screen'), 'PreviewScreen'),
});

const connections = createRoute({
  getParentRoute: () => app,
  path: '/connections',
  validateSearch: (search): ConnectionsSearch => ({ show: oneOf(search.show, ['failing', 'expiring', 'sandbox']), system: optionalText(search.system), add: search.add === true ? true : undefined }),
  loader: ({ context }) => readConnections(context.queryClient),
  ...whileRead,
  component: lazyRouteComponent(() => import('@/features/connections/connections-screen'), 'ConnectionsScreen'),
});

const connection = createRoute({
  getParentRoute: () => app,
  path: '/connections/$id',
  component: lazyRouteComponent(() => import('@/features/connections/connection-screen'), 'ConnectionScreen'),
});

const flow = createRoute({
  getParentRoute: () => app,
  path: '/syncs/$id/flow',
  component: lazyRouteComponent(() => import('@/features/syncs/flow-screen'), 'FlowScreen'),
});

const sandbox = createRoute({
  getParentRoute: () => app,
  path: '/sandbox',
  validateSearch: (search): SandboxSearch => ({ sync: optionalText(search.sync), rehearsal: optionalText(search.rehearsal), system: optionalText(search.system) }),
  component: lazyRouteComponent(() => import('@/features/sandbox/sandbox-screen'), 'SandboxScreen'),
});

/** Whatever stands nowhere: the way on is the navigation beside it. */
const nowhere = createRoute({ getParentRoute: () => app, path: '$', component: NotFoundPage });

export const routeTree = root.addChildren([signIn, welcome, app.addChildren([home, records, record, search, runs, run, syncs, newSync, sync, mapping, preview, flow, sandbox, connections, connection, ...dataRoutes, nowhere])]);
