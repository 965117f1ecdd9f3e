import { useLingui } from '@lingui/react/macro';
import { useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { SkeletonLines } from '@/ui/states';

/** What comes sooner needs no sign that it is on its way. */
const PATIENCE_MS = 150;

/** A line at the upper edge while the next screen is on its way. */
export function LoadingBar() {
  const isLoading = useRouterState({ select: (state) => state.isLoading });
  return isLoading ? <Bar /> : null;
}

function Bar() {
  const { t } = useLingui();
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return isLate && <div className="shimmer fixed inset-x-0 top-0 z-50 h-0.5 bg-accent" role="progressbar" aria-label={t`Loading`} />;
}

/** In the place of a screen whose data are late. */
export function LoadingScreen() {
  return <SkeletonLines lines={12} className="p-6" />;
}
