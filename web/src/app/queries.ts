import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/api/errors';

/** The one cache of what the server said. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: true,
      // A refusal stays one; only lost connections and overload are worth another try.
      retry: (times, error) => times < 2 && (!(error instanceof ApiError) || error.problem.retryable),
    },
  },
});
