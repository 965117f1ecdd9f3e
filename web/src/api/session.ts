import { queryOptions } from '@tanstack/react-query';
import { request } from './client';
import { isStatus } from './errors';

export interface Person {
  id: string;
  name: string;
  email: string;
  admin: boolean;
  scopes: string[];
  language: string | null;
  has_password: boolean;
}

export interface Session {
  person: Person;
  expires_at: string;
  /** The place in the log of changes from which events are wanted: nothing lies between what is read now and what is told then. */
  events_after: number;
  /** Country of phone numbers and addresses that name none. */
  region: string;
  /** Currency of amounts that name none. */
  currency: string;
}

export interface FirstStart {
  token: string;
  name: string;
  email: string;
  password: string;
  language: string;
  region: string;
  sample: boolean;
  sandbox: boolean;
}

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await request<Session>('GET', '/session', { signal });
    } catch (error) {
      if (isStatus(error, 401) || isStatus(error, 403)) return null;
      throw error;
    }
  },
  staleTime: Infinity,
});

/** True while the installation waits for its first administrator. */
export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => request<{ needed: boolean }>('GET', '/setup', { signal }),
  staleTime: 60_000,
});

export function signIn(by: { email: string; password: string } | { token: string }): Promise<Session> {
  return request('POST', '/session', { body: by });
}

export function signOut(): Promise<void> {
  return request('DELETE', '/session');
}

export function setUp(input: FirstStart): Promise<Session> {
  return request('POST', '/setup', { body: input });
}
