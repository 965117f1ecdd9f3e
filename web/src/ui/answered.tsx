import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Button } from './button';
import { classes } from './classes';
import { ErrorState, SkeletonLines } from './states';

/** What a question to the server is known by here; queries of all kinds fit. */
export interface Asked {
  data?: unknown;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
}

interface AnsweredProps {
  query: Asked;
  /** How many lines stand for what is on its way. */
  lines?: number;
  /** What stands there instead of lines. */
  waiting?: ReactNode;
  /** A way out beside trying again. */
  action?: ReactNode;
  /** What is said instead where there is nothing. */
  empty?: ReactNode;
  /** For places that have no margins of their own. */
  className?: string;
  children: ReactNode;
}

/**
 * The frame of everything that is asked of the server: on its way, failed with a way out, nothing there, there. What was read before stays
 * when reading it again fails, with whatever somebody is typing into it; the line above the screen tells of the failure.
 */
export function Answered({ query, lines = 8, waiting, action, empty, className, children }: AnsweredProps) {
  if (query.error && query.data === undefined) return <ErrorState error={query.error} onRetry={() => void query.refetch()} action={action} className={className} />;
  if (query.isPending) return waiting ?? <SkeletonLines lines={lines} className={className} />;
  return empty || children;
}

export interface Paged {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

/** The way to the rows that come next, where there are some. */
export function MoreRows({ query, className }: { query: Paged; className?: string }) {
  if (!query.hasNextPage) return null;
  return (
    <div className={classes('flex justify-center border-t border-line p-2', className)}>
      <Button look="quiet" size="small" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        <Trans>Show more</Trans>
      </Button>
    </div>
  );
}
