import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouter } from '@tanstack/react-router';
import { Menu as MenuIcon, Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { onSignedOut } from '@/api/client';
import { IconButton } from '@/ui/button';
import { Keys } from '@/ui/keys';
import { LayerRootProvider } from '@/ui/layer';
import { AccountMenu } from './account-menu';
import { CreateMenu } from './create-menu';
import { useServerEvents } from './events';
import { Logo } from '@/ui/logo';
import { LoadingBar } from './loading';
import { Navigation } from './navigation';
import { Palette } from './palette';
import { PasswordPrompt } from './password-prompt';
import { StaleLine } from './stale-line';

/** Navigation at the side, one screen beside it. On phones the navigation is behind a button. */
export function Shell() {
  const { t } = useLingui();
  const [palette, setPalette] = useState(false);
  const [drawer, setDrawer] = useState(false);
  const client = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  useServerEvents();
  useEffect(
    () =>
      onSignedOut(() => {
        client.setQueryData(['session'], null);
        void navigate({ to: '/sign-in', search: { to: location.pathname + location.search } });
      }),
    [client, navigate],
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setPalette((open) => !open);
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  // Who pressed a link that is gone with its screen goes on in the new one.
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (fromLocation && pathChanged && document.activeElement === document.body) document.getElementById('main')?.focus({ preventScroll: true });
      }),
    [router],
  );
  const search = (
    <button
      type="button"
      onClick={() => setPalette(true)}
      className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-md border border-line bg-panel px-2.5 text-sm text-faint shadow-low hover:border-edge/60"
    >
      <Search size={14} />
      <span className="min-w-0 flex-1 truncate text-left">
        <Trans>Search or go to…</Trans>
      </span>
      <Keys keys="ctrl+k" />
    </button>
  );
  return (
    <div className="flex h-full flex-col md:flex-row">
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2 focus:shadow-high">
        <Trans>Skip to the content</Trans>
      </a>
      <LoadingBar />
      <aside className="hidden w-56 shrink-0 flex-col border-r border-line bg-ground md:flex">
        <div className="flex h-13 items-center px-4">
          <Link to="/" className="flex items-center gap-2 text-base font-semibold">
            <Logo />
            Rapport
          </Link>
        </div>
        <div className="flex items-center gap-1 px-3 pb-3">
          {search}
          <CreateMenu />
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto px-3 pb-4">
          <Navigation />
        </div>
        <div className="border-t border-line p-2">
          <AccountMenu />
        </div>
      </aside>
      <div className="flex h-12 shrink-0 items-center gap-1 border-b border-line bg-ground px-2 md:hidden">
        <IconButton label={t`Menu`} className="size-10" onClick={() => setDrawer(true)}>
          <MenuIcon size={18} />
        </IconButton>
        <Link to="/" className="flex flex-1 items-center gap-2 font-semibold">
          <Logo />
          Rapport
        </Link>
        <CreateMenu className="size-10" />
        <IconButton label={t`Search`} className="size-10" onClick={() => setPalette(true)}>
          <Search size={18} />
        </IconButton>
      </div>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <PasswordPrompt />
        <StaleLine />
        <main id="main" tabIndex={-1} className="min-h-0 min-w-0 flex-1 outline-none">
          <Outlet />
        </main>
      </div>
      {palette && <Palette onClose={() => setPalette(false)} />}
      {drawer && <Drawer onClose={() => setDrawer(false)} />}
    </div>
  );
}

function Drawer({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const element = useRef<HTMLDialogElement>(null);
  const [layer, setLayer] = useState<HTMLElement | null>(null);
  useEffect(() => {
    element.current?.showModal();
    // Where one is now, not the cross.
    element.current?.querySelector<HTMLElement>('nav a[aria-current], nav a')?.focus();
    setLayer(element.current);
  }, []);
  // Closed and not only taken away, it gives the focus back to who goes nowhere.
  const leave = () => {
    element.current?.close();
    onClose();
  };
  return (
    <dialog
      ref={element}
      aria-label={t`Menu`}
      onCancel={(event) => {
        event.preventDefault();
        leave();
      }}
      onMouseDown={(event) => event.target === element.current && leave()}
      className="m-0 h-full max-h-full w-72 max-w-[85vw] bg-ground p-0 shadow-high backdrop:bg-shade"
    >
      <LayerRootProvider value={layer}>
        <div className="flex h-full flex-col">
          <div className="flex items-center justify-between px-4 py-2 font-semibold">
            Rapport
            <IconButton label={t`Close`} onClick={leave}>
              <X size={18} />
            </IconButton>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-3 pb-4">
            <Navigation onGo={onClose} />
          </div>
          <div className="border-t border-line p-2">
            <AccountMenu onGo={onClose} />
          </div>
        </div>
      </LayerRootProvider>
    </dialog>
  );
}
