import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router';
import { objectsQuery } from '@/api/objects';
import { preferencesQuery } from '@/api/preferences';
import { sessionQuery } from '@/api/session';
import { adoptLanguage, languageChosenHere } from '@/shared/locale';
import { chosenTheme, setTheme } from '@/shared/theme';
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
  loader: ({ context }) => Promise.all([context.queryClient.ensureQueryData(objectsQuery), adoptPreferences(context.queryClient)]),
});

/** What the person chose on another device holds here too, before the first screen is drawn. */
async function adoptPreferences(client: QueryClient): Promise<void> {
  const { language, theme } = await client.ensureQueryData(preferencesQuery);
  if (theme && theme !== chosenTheme()) setTheme(theme);
  if (language && !languageChosenHere()) await adoptLanguage(language);
}
