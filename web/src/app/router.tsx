import { createRouter } from '@tanstack/react-router';
import { NotFoundPage, RouteErrorPage } from './error-pages';
import { queryClient } from './queries';
import { routeTree } from './routes';

export const router = createRouter({
  routeTree,
  context: { queryClient },
  defaultPreload: 'intent',
  // The cache of queries decides what is fresh, not the router's own.
  defaultPreloadStaleTime: 0,
  defaultErrorComponent: RouteErrorPage,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
