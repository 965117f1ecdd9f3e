import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { duration } from '@/shared/format';
import { Notice } from '@/ui/states';

const SECOND_MS = 1_000;

/** How long calls of the other system may still bear the secret before. */
export function Overlap({ until }: { until: string }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [now, setNow] = useState(() => Date.now());
  const left = Math.max(0, Math.round((Date.parse(until) - now) / SECOND_MS));
  const isOver = left === 0;
  useEffect(() => {
    if (isOver) {
      void client.invalidateQueries({ queryKey: ['connections'] });
      return undefined;
    }
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, [isOver, client]);
  return (
    <Notice tone="warn">
      {t`The old secret still counts for calls of the other system.`} <span role="timer" className="tabular-nums">{t`It ends in ${duration(left)}.`}</span>
    </Notice>
  );
}
