import { useSyncExternalStore } from 'react';

export type Theme = 'system' | 'light' | 'dark';

const CHOICE = 'rapport.theme';
const dark = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

export function chosenTheme(): Theme {
  const theme = localStorage.getItem(CHOICE);
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

function show() {
  const theme = chosenTheme();
  document.documentElement.dataset.theme = theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme;
}

/** Before anything is drawn, so that nothing flashes. */
export function startTheme() {
  show();
  dark.addEventListener('change', show);
}

export function setTheme(theme: Theme) {
  if (theme === 'system') localStorage.removeItem(CHOICE);
  else localStorage.setItem(CHOICE, theme);
  show();
  for (const listener of listeners) listener();
}

export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, chosenTheme);
}
