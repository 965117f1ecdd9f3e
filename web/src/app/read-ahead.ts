import type { QueryClient } from '@tanstack/react-query';
import { connectionsQuery, connectorsQuery } from '@/api/connections';
import { peopleQuery } from '@/api/people';
import { alertsQuery, problemQuery, problemRecordsQuery, problemsQuery, reviewsQuery } from '@/api/problems';
import { runQuery, runsOfSyncQuery, runsQuery } from '@/api/runs';
import { sessionQuery } from '@/api/session';
import { summaryQuery } from '@/api/summary';
import { syncQuery, syncsQuery, syncVersionsQuery } from '@/api/syncs';
import { dayTasksQuery } from '@/api/tasks';
import { LoadingScreen } from './loading';

/** What is not here by then is waited for on the screen itself. */
const PATIENCE_MS = 1_500;

/**
 * Waits for what a screen is made of, so that it is drawn once and nothing on it moves. What fails or is late is for the screen to show.
 */
export async function readAhead(...asked: Promise<unknown>[]): Promise<void> {
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  await Promise.race([Promise.allSettled(asked), late]);
}

/** The screen before stays for the moment that reading takes. */
export const whileRead = { pendingMs: 200, pendingMinMs: 0, pendingComponent: LoadingScreen };

/** What Home is made of. */
export async function readHome(client: QueryClient): Promise<void> {
  const session = await client.ensureQueryData(sessionQuery);
  const person = session?.person;
  const mayRead = person && (person.admin || person.scopes.some((scope) => /^(activities|\*):/.test(scope)));
  return readAhead(
    ...(mayRead ? [client.ensureInfiniteQueryData(dayTasksQuery(person.name))] : []),
    ...(person?.admin ? [client.ensureQueryData(connectionsQuery)] : []),
    client.ensureQueryData(summaryQuery),
    client.ensureQueryData(syncsQuery),
    client.ensureQueryData(problemsQuery),
    client.ensureQueryData(reviewsQuery()),
    client.ensureInfiniteQueryData(runsQuery()),
  );
}

export function readSync(client: QueryClient, id: string): Promise<void> {
  const asked = [reviewsQuery(), reviewsQuery('settled'), reviewsQuery('obsolete')].map((query) => client.ensureQueryData(query));
  return readAhead(client.ensureQueryData(syncQuery(id)), client.ensureQueryData(runsOfSyncQuery(id)), client.ensureQueryData(syncVersionsQuery(id)), client.ensureQueryData(alertsQuery()), ...asked);
}

export function readConnections(client: QueryClient): Promise<void> {
  return readAhead(client.ensureQueryData(connectionsQuery), client.ensureQueryData(connectorsQuery), client.ensureQueryData(syncsQuery));
}

export function readProblems(client: QueryClient): Promise<void> {
  return readAhead(client.ensureQueryData(problemsQuery), client.ensureQueryData(syncsQuery), client.ensureQueryData(peopleQuery));
}

/** A cause, its rows, and the run of the first: by it the way to the mapping is known. */
export function readProblem(client: QueryClient, id: string, state: 'open' | 'ended'): Promise<void> {
  const rows = client.ensureInfiniteQueryData(problemRecordsQuery(id, state)).then(({ pages }) => {
    const first = pages[0]?.items[0];
    return first && client.ensureQueryData(runQuery(first.run));
  });
  return readAhead(client.ensureQueryData(problemQuery(id)), client.ensureQueryData(peopleQuery), rows);
}
