import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { peopleQuery } from '@/api/people';
import type { DuplicatesSearch } from '@/features/duplicates/duplicates-screen';
import type { WizardSearch } from '@/features/imports/import-wizard';
import type { ProblemSearch } from '@/features/problems/problem-screen';
import type { ProblemsSearch } from '@/features/problems/problems-screen';
import type { ReviewsSearch } from '@/features/reviews/reviews-screen';
import type { AlertsSearch } from '@/features/settings/alerts-screen';
import type { SettingsSearch } from '@/features/settings/settings-screen';
import { app } from './app-route';
import { readAhead, readProblem, readProblems, whileRead } from './read-ahead';
import { oneOf, optionalText } from './search-params';

/** Addresses of the places where data come in and are repaired. */

const imports = createRoute({
  getParentRoute: () => app,
  path: '/imports',
  component: lazyRouteComponent(() => import('@/features/imports/imports-screen'), 'ImportsScreen'),
});

const newImport = createRoute({
  getParentRoute: () => app,
  path: '/imports/new',
  validateSearch: (found): WizardSearch => ({
    step: oneOf(found.step, ['file', 'target', 'mapping', 'preview']),
    again: optionalText(found.again),
    object: optionalText(found.object),
  }),
  component: lazyRouteComponent(() => import('@/features/imports/import-wizard'), 'ImportWizard'),
});

const oneImport = createRoute({
  getParentRoute: () => app,
  path: '/imports/$id',
  component: lazyRouteComponent(() => import('@/features/imports/import-screen'), 'ImportScreen'),
});

const problems = createRoute({
  getParentRoute: () => app,
  path: '/problems',
  validateSearch: (found): ProblemsSearch => ({ object: optionalText(found.object), source: typeof found.source === 'string' ? found.source : undefined, show: oneOf(found.show, ['waiting']) }),
  loader: ({ context }) => readProblems(context.queryClient),
  ...whileRead,
  component: lazyRouteComponent(() => import('@/features/problems/problems-screen'), 'ProblemsScreen'),
});

const problem = createRoute({
  getParentRoute: () => app,
  path: '/problems/$id',
  validateSearch: (found): ProblemSearch => ({ record: optionalText(found.record), state: oneOf(found.state, ['ended']), tab: oneOf(found.tab, ['conversation', 'history', 'notes']) }),
  loaderDeps: ({ search }) => ({ state: search.state ?? ('open' as const) }),
  loader: ({ context, params, deps }) => readProblem(context.queryClient, params.id, deps.state),
  ...whileRead,
  component: lazyRouteComponent(() => import('@/features/problems/problem-screen'), 'ProblemScreen'),
});

const reviews = createRoute({
  getParentRoute: () => app,
  path: '/reviews',
  validateSearch: (found): ReviewsSearch => ({ id: optionalText(found.id), state: oneOf(found.state, ['settled', 'obsolete']) }),
  component: lazyRouteComponent(() => import('@/features/reviews/reviews-screen'), 'ReviewsScreen'),
});

const duplicates = createRoute({
  getParentRoute: () => app,
  path: '/duplicates',
  validateSearch: (found): DuplicatesSearch => ({ object: optionalText(found.object), state: oneOf(found.state, ['dismissed', 'merged', 'later']) }),
  component: lazyRouteComponent(() => import('@/features/duplicates/duplicates-screen'), 'DuplicatesScreen'),
});

const objects = createRoute({
  getParentRoute: () => app,
  path: '/objects',
  component: lazyRouteComponent(() => import('@/features/build/objects-screen'), 'ObjectsScreen'),
});

const object = createRoute({
  getParentRoute: () => app,
  path: '/objects/$object',
  component: lazyRouteComponent(() => import('@/features/build/object-screen'), 'ObjectScreen'),
});

const keys = createRoute({
  getParentRoute: () => app,
  path: '/keys',
  component: lazyRouteComponent(() => import('@/features/settings/keys-screen'), 'KeysScreen'),
});

const alerts = createRoute({
  getParentRoute: () => app,
  path: '/alerts',
  validateSearch: (found): AlertsSearch => ({ show: oneOf(found.show, ['all']) }),
  component: lazyRouteComponent(() => import('@/features/settings/alerts-screen'), 'AlertsScreen'),
});

const people = createRoute({
  getParentRoute: () => app,
  path: '/people',
  loader: ({ context }) => readAhead(context.queryClient.ensureQueryData(peopleQuery)),
  ...whileRead,
  component: lazyRouteComponent(() => import('@/features/settings/people-screen'), 'PeopleScreen'),
});

const settings = createRoute({
  getParentRoute: () => app,
  path: '/settings',
  validateSearch: (found): SettingsSearch => ({ part: oneOf(found.part, ['alerts', 'system', 'network']) }),
  component: lazyRouteComponent(() => import('@/features/settings/settings-screen'), 'SettingsScreen'),
});

export const dataRoutes = [imports, newImport, oneImport, problems, problem, duplicates, reviews, objects, object, keys, alerts, people, settings] as const;
