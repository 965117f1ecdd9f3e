import './ui/theme.css';
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { signIn } from '@/api/session';
import { queryClient } from '@/app/queries';
import { router } from '@/app/router';
import { firstLanguage, loadTexts } from '@/shared/locale';
import { startTheme } from '@/shared/theme';
import { Toasts } from '@/ui/toast';
import { TooltipProvider } from '@/ui/tooltip';

/** A link of the console carries a token that works once. It leaves the address before anything is shown. */
async function takeToken() {
  const token = new URLSearchParams(location.hash.slice(1)).get('token');
  if (!token) return;
  history.replaceState(null, '', location.pathname + location.search);
  try {
    queryClient.setQueryData(['session'], await signIn({ token }));
  } catch {
    // Not a sign-in: it may be the one of the first start, else the sign-in page asks.
    sessionStorage.setItem('rapport.token', token);
  }
}

async function start() {
  startTheme();
  await Promise.all([loadTexts(firstLanguage()), takeToken()]);
  const root = document.getElementById('root');
  if (!root) return;
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <I18nProvider i18n={i18n}>
          <TooltipProvider delayDuration={300}>
            <RouterProvider router={router} />
            <Toasts />
          </TooltipProvider>
        </I18nProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}

void start();
