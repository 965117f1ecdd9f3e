import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '@/api/session';

/** What the person who is signed in may do with an object. The server decides; this only hides what it would refuse. */
export function useRights(object: string): { read: boolean; write: boolean; admin: boolean } {
  const { data: session } = useQuery(sessionQuery);
  const person = session?.person;
  const admin = person?.admin ?? false;
  const may = (verb: string) => admin || Boolean(person?.scopes.some((scope) => scope === `${object}:${verb}` || scope === `*:${verb}`));
  return { read: may('read') || may('write'), write: may('write'), admin };
}
