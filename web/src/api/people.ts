import { queryOptions } from '@tanstack/react-query';
import { api, request, type Schemas, take } from './client';

export type Colleague = Schemas['Person'];
export type Role = Schemas['PersonNew']['role'];
export type PersonSession = Schemas['PersonSession'];

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: async ({ signal }) => (await take(api.GET('/api/v1/people', { signal }))).items,
  staleTime: 60_000,
});

/** The link that signs the person in for the first time comes with the answer, this once. */
export function addPerson(person: Schemas['PersonNew']): Promise<Schemas['PersonMade']> {
  return request('POST', '/people', { body: person });
}

export function changePerson(id: string, change: Schemas['PersonPatch']): Promise<Colleague> {
  return request('PATCH', `/people/${id}`, { body: change });
}

/** Earlier links of the person stop to work. */
export function makeLink(id: string): Promise<Schemas['SignInLink']> {
  return request('POST', `/people/${id}:link`);
}

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: async ({ signal }) => (await take(api.GET('/api/v1/sessions', { signal }))).items,
});

export function endSession(id: string): Promise<void> {
  return request('DELETE', `/sessions/${id}`);
}

/** All other sessions end. The present password is not asked for soon after signing in by a link. */
export function setPassword(password: Schemas['OwnPassword']): Promise<void> {
  return request('PUT', '/session/password', { body: password });
}
