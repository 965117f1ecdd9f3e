import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { WizardSearch } from '@/features/imports/import-wizard';
import { app } from './app-route';
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

export const dataRoutes = [imports, newImport, oneImport] as const;
