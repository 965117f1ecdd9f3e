import { useQuery } from '@tanstack/react-query';
import { sessionQuery } from '@/api/session';

/** Whether the person who is signed in may do something with an object, whichever it is. */
export function useMay(): (object: string, verb: 'read' | 'write') => boolean {
  const { data: session } = useQuery(sessionQuery);
  const person = session?.person;
  return (object, verb) => (person?.admin ?? false) || Boolean(person?.scopes.some((scope) => scope === `${object}:${verb}` || scope === `*:${verb}`));
}

/** What the person who is signed in may do with an object. The server decides; this only hides what it would refuse. */
export function useRights(object: string): { read: boolean; write: boolean; admin: boolean } {
  const { data: session } = useQuery(sessionQuery);
  const may = useMay();
  return { read: may(object, 'read') || may(object, 'write'), write: may(object, 'write'), admin: session?.person.admin ?? false };
}
