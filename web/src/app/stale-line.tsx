import { Trans } from '@lingui/react/macro';
import { notifyManager, type QueryCache, useQueryClient } from '@tanstack/react-query';
import { RotateCw, TriangleAlert } from 'lucide-react';
import { useCallback, useSyncExternalStore } from 'react';
import { Button } from '@/ui/button';
import { errorWords } from '@/ui/error-words';

/** What is shown although reading it again failed. */
function failed(cache: QueryCache) {
  return cache.findAll({ type: 'active', predicate: ({ state }) => state.status === 'error' && state.data !== undefined });
}

/** One quiet line above the screen when something on it could not be read again. The screen keeps what it had. */
export function StaleLine() {
  const client = useQueryClient();
  const cache = client.getQueryCache();
  const error = useSyncExternalStore(
    useCallback((listener: () => void) => cache.subscribe(notifyManager.batchCalls(listener)), [cache]),
    () => failed(cache)[0]?.state.error,
  );
  if (!error) return null;
  const { title } = errorWords(error);
  return (
    <div role="status" className="flex shrink-0 items-center gap-2 border-b border-line bg-warn-ground px-4 py-1 text-xs text-warn">
      <TriangleAlert size={13} className="shrink-0" aria-hidden />
      <span className="min-w-0 flex-1">
        <Trans>What you see may be out of date: it could not be read again just now. {title}</Trans>
      </span>
      <Button look="quiet" size="small" icon={<RotateCw size={13} />} onClick={() => failed(cache).forEach((query) => void client.refetchQueries({ queryKey: query.queryKey, exact: true }))}>
        <Trans>Try again</Trans>
      </Button>
    </div>
  );
}
