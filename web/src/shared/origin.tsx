import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from '@/api/client';
import { peopleQuery } from '@/api/people';

type Origin = Schemas['Origin'];

/** Who did something, in words: `user:1`, `key:3`, `run:17`, `system`. */
export function useActor(): (actor: string | undefined) => string {
  const { t } = useLingui();
  const { data: people } = useQuery(peopleQuery);
  return (actor) => {
    if (!actor || actor === 'system') return t`Rapport`;
    const [kind, id] = actor.split(':');
    if (kind === 'run') return t`Run ${id ?? ''}`;
    if (kind === 'key') return t`API key ${id ?? ''}`;
    if (kind === 'user') return people?.find((person) => person.id === id)?.name ?? t`Person ${id ?? ''}`;
    return actor;
  };
}

/** Where a value comes from, in a few words. */
export function useOrigin(): (origin: Origin) => string {
  const { t } = useLingui();
  const actor = useActor();
  return (origin) => {
    if (origin.kind === 'source') return origin.source ?? t`A source`;
    if (origin.kind === 'default') return t`Default of the field`;
    return origin.cut ? t`Set by hand, long ago` : t`Set by hand · ${actor(origin.actor)}`;
  };
}

/** Why a value won. */
export function useRule(): (rule: string) => string {
  const { t } = useLingui();
  return (rule) => {
    const names: Record<string, string> = {
      newest: t`The newest value wins`,
      oldest: t`The oldest value wins`,
      source_rank: t`The source with the best rank wins`,
      longest: t`The longest value wins`,
      most_frequent: t`The value most sources name wins`,
      manual: t`What people set by hand wins`,
      default: t`Nobody named a value`,
    };
    return names[rule] ?? rule;
  };
}
