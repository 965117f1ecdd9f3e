/** The parts of a sync's definition that the forms change. Members that are not named here stay as they are. */

import type { Transform } from './mapping';

export type Direction = 'in' | 'out' | 'both';
export type ConflictPolicy = 'source_wins' | 'newest' | 'rapport_wins' | 'ask';

/** Shares of the records, in percent, with which a sync begins. */
export const SHARES = [1, 5, 25, 50, 100];

/** How often a record is sent where a sync does not say. */
export const USUAL_ATTEMPTS = 5;

/** From a field of ours, or a value for all, to a field there. */
export interface OutgoingRule {
  /** Empty with `value`. */
  from: string;
  to: string;
  transforms?: Transform[];
  values?: Record<string, string>;
  value?: string;
  only_create?: boolean;
}

export interface FieldRule {
  direction?: Direction;
  conflict?: ConflictPolicy;
}

/** When a sync runs by itself. `zone` is the IANA zone of `cron` and `hours`; without one they are UTC. */
export interface Schedule {
  every?: string;
  cron?: string;
  zone?: string;
  hours?: string;
}

/** A record that somebody leaves out: by its id there, or by its id here. */
export interface Exclusion {
  id?: string;
  record?: string;
  reason: string;
}

export interface Definition {
  name: string;
  connection: string;
  stream: string;
  object: string;
  direction: Direction;
  mapping?: unknown;
  outgoing?: { key_field?: string; fields: OutgoingRule[]; create?: boolean; delete?: boolean };
  /** Fields that go another way, or of which another side wins. */
  fields?: Record<string, FieldRule>;
  conflict: ConflictPolicy;
  policy: 'merge' | 'review';
  filter?: string;
  source_filter?: string;
  excluded?: Exclusion[];
  empty_values: 'clear' | 'keep';
  deletions: { policy: 'ignore' | 'unlink' | 'delete'; share_max?: number; count_free?: number };
  triggers: { schedule?: Schedule; push?: boolean; change?: boolean };
  freshness?: string;
  rollout: { share: number; filter?: string; fields?: string[] };
  limits: { error_share_max?: number; changed_share_max?: number; protected_share_max?: number; records_min?: number; volume_change_max?: number };
  /** How often a record is sent that may be taken later. */
  attempts_max?: number;
  /** Names of the channels that are told; all of them when absent. */
  alert_channels?: string[];
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
    triggers: { schedule: { every: '5m' }, push: true, change: true },
    freshness: '15m',
    rollout: { share: 5 },
    limits: {},
  };
}

/** Whether a sync, as the API shows it, writes to the other system. */
export function writesOut(definition: unknown): boolean {
  const direction = (definition as { direction?: unknown } | null)?.direction;
  return direction === 'out' || direction === 'both';
}

/** The IANA zone of this browser, e.g. `Asia/Shanghai`. */
export function zoneHere(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** A schedule with a part of it changed. Who begins to write hours or a plan means the clock on the wall, so they get this zone; times that were there before keep theirs. */
export function scheduled(before: Schedule | undefined, part: Schedule, zone = zoneHere()): Schedule {
  const after = { ...before, ...part };
  const hadTimes = Boolean(before?.hours || before?.cron);
  const hasTimes = Boolean(after.hours || after.cron);
  return hasTimes && !hadTimes && !after.zone ? { ...after, zone } : after;
}

/** Reads what the API answers. A mapping that was kept without a region, before there was a setting of it, means mainland China. */
export function readDefinition(value: unknown): Definition {
  const given = (value ?? {}) as Partial<Definition>;
  return { ...newDefinition(given.object ?? 'customers'), ...given, ...(isPlain(given.mapping) ? { mapping: { region: 'CN', ...given.mapping } } : {}), rollout: { share: 100, ...given.rollout }, triggers: given.triggers ?? {}, freshness: given.freshness };
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
