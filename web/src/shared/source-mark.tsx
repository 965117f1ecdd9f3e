import { useQuery } from '@tanstack/react-query';
import { connectionsQuery, connectorsQuery } from '@/api/connections';
import { syncsQuery } from '@/api/syncs';
import { words } from './locale';
import { type Mark, markOf } from './mark';
import { useRights } from './use-rights';

/** Kinds of connections change seldom; a mark asks no more often for them. */
const KNOWN_MS = 300_000;
/** Kinds of connections that are systems of one's own: what they are called tells more than how they are read. */
const OWN = ['file', 'hook', 'database', 'rapport'];

/** The mark of what a name stands for: a kind of system, a connection, the source of a sync; else of the name itself. Undefined while that is read. */
function useMark(name: string): Mark | undefined {
  const { admin } = useRights('*');
  const syncs = useQuery({ ...syncsQuery, staleTime: KNOWN_MS, refetchInterval: false });
  const connections = useQuery({ ...connectionsQuery, enabled: admin, staleTime: KNOWN_MS, refetchInterval: false });
  const connectors = useQuery({ ...connectorsQuery, enabled: admin });
  if ([syncs, connections, connectors].some((query) => query.isLoading)) return undefined;
  const named = syncs.data?.find((sync) => sync.definition.source === name)?.connection ?? name;
  const connection = connections.data?.find((each) => each.name === named);
  const connector = connectors.data?.find((each) => each.name === (connection?.connector ?? name));
  const isOwn = !connector || (connection && OWN.includes(connector.category));
  return isOwn ? markOf(named) : markOf(words(connector.title as { en: string; zh: string }), connector.name);
}

/** The mark of a system, the same wherever it is named: by a connection, by the source of records, by the name of its connector. */
export function SourceMark({ name, size = 16 }: { name: string; size?: number }) {
  const { letters, hue } = useMark(name) ?? { letters: '', hue: undefined };
  return (
    <span
      aria-hidden
      // Drawn, not written: names of buttons are not made of it.
      data-letters={letters}
      className="inline-grid shrink-0 place-items-center rounded-sm bg-press font-semibold before:content-[attr(data-letters)]"
      style={{ width: size, height: size, fontSize: size * 0.5, ...(hue !== undefined && { background: `light-dark(hsl(${hue} 55% 89%), hsl(${hue} 30% 26%))`, color: `light-dark(hsl(${hue} 70% 24%), hsl(${hue} 60% 84%))` }) }}
    />
  );
}
