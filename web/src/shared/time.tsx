import { useEffect, useState } from 'react';
import { ago, exactMoment } from './format';

/** A moment as people say it; the exact one as its title. */
/** Before this a moment was never told: zero on some clock. */
const FIRST_YEAR = 1990;

export function Time({ at, className }: { at: string; className?: string }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  if (new Date(at).getFullYear() < FIRST_YEAR) return <span className={className}>–</span>;
  return (
    <time dateTime={at} title={exactMoment(at)} className={className}>
      {ago(at, now)}
    </time>
  );
}
