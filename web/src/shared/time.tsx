import { useEffect, useState } from 'react';
import { ago, exactMoment } from './format';

/** A moment as people say it; the exact one as its title. */
export function Time({ at, className }: { at: string; className?: string }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={at} title={exactMoment(at)} className={className}>
      {ago(at, now)}
    </time>
  );
}
