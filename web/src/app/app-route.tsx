import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router';
import { objectsQuery } from '@/api/objects';
import { sessionQuery } from '@/api/session';
import { Shell } from './shell';

export const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Outlet });

/** Above all screens that need somebody who is signed in. */
export const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: '/sign-in', search: { to: location.href === '/' ? undefined : location.href } });
  },
  loader: ({ context }) => context.queryClient.ensureQueryData(objectsQuery),
});
