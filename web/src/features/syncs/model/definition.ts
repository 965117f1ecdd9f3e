/** The parts of a sync's definition that the forms change. Members that are not named here stay as they are. */

export type Direction = 'in' | 'out' | 'both';
export type ConflictPolicy = 'source_wins' | 'newest' | 'rapport_wins' | 'ask';

export interface OutgoingRule {
  from: string;
  to: string;
  [more: string]: unknown;
}

export interface Definition {
  name: string;
  connection: string;
  stream: string;
  object: string;
  direction: Direction;
  mapping?: unknown;
  outgoing?: { key_field?: string; fields: OutgoingRule[]; create?: boolean; delete?: boolean };
  conflict: ConflictPolicy;
  policy: 'merge' | 'review';
  filter?: string;
  source_filter?: string;
  empty_values: 'clear' | 'keep';
  deletions: { policy: 'ignore' | 'unlink' | 'delete'; share_max?: number; count_free?: number };
  triggers: { schedule?: { every?: string; cron?: string; zone?: string; hours?: string }; push?: boolean; change?: boolean };
  freshness?: string;
  rollout: { share: number; filter?: string; fields?: string[] };
  limits: { error_share_max?: number; changed_share_max?: number; protected_share_max?: number; records_min?: number; volume_change_max?: number };
  [more: string]: unknown;
}

export function newDefinition(object: string): Definition {
  return {
    name: '',
    connection: '',
    stream: '',
    object,
    direction: 'in',
    conflict: 'source_wins',
    policy: 'merge',
    empty_values: 'clear',
    deletions: { policy: 'unlink' },
    triggers: { schedule: { every: '5m' }, push: true },
    freshness: '15m',
    rollout: { share: 5 },
    limits: {},
  };
}

/** Reads what the API answers. */
export function readDefinition(value: unknown): Definition {
  const given = (value ?? {}) as Partial<Definition>;
  return { ...newDefinition(given.object ?? 'customers'), ...given, rollout: { share: 100, ...given.rollout }, triggers: given.triggers ?? {}, freshness: given.freshness };
}

/** What differs, as a merge patch: members that are gone are null. */
export function patchOf(before: Record<string, unknown>, after: Record<string, unknown>): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const old = before[name];
    const now = after[name];
    if (JSON.stringify(old) === JSON.stringify(now)) continue;
    if (now === undefined) patch[name] = null;
    else if (isPlain(old) && isPlain(now)) patch[name] = patchOf(old, now);
    else patch[name] = now;
  }
  return patch;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
