import type { Connection } from '@/api/connections';
import type { Simulated, SimulatedSystem } from '@/api/simulators';
import type { Sync } from '@/api/syncs';

type CheckState = 'ok' | 'warning' | 'failed' | 'skipped';

/** The worst line of the last check; undefined when nobody looked yet. */
export function checkState(connection: Connection): CheckState | undefined {
  const lines = connection.last_check?.lines;
  if (!lines) return undefined;
  if (lines.some((line) => line.state === 'failed')) return 'failed';
  return lines.some((line) => line.state === 'warning') ? 'warning' : 'ok';
}

/** When any sync of these last went well. */
export function lastSuccessOf(syncs: Sync[]): string | undefined {
  return syncs.map((sync) => sync.last_success_at).filter((at): at is string => Boolean(at)).sort().at(-1);
}

export function isFailing(connection: Connection): boolean {
  return connection.state === 'paused' || checkState(connection) === 'failed';
}

/** Something of it ends and does not renew itself: an old secret that still counts, a token that nobody can renew. */
export function isExpiring(connection: Connection): boolean {
  const ended = connection.token?.expires_at;
  return Boolean(connection.overlap_until) || (connection.state === 'paused' && Boolean(ended) && Date.parse(ended ?? '') < Date.now());
}

const texts = (connection: Connection) => Object.values(connection.settings as Record<string, unknown>).filter((value): value is string => typeof value === 'string');

/** The simulator that a connection leads to. */
export function simulatorBehind(connection: Connection, simulated: Simulated | null | undefined): SimulatedSystem | undefined {
  return simulated?.systems.find((system) => texts(connection).some((text) => text.startsWith(system.address)));
}

/** The simulator of the same system, wherever the connection leads. */
export function simulatorOf(connection: Connection, simulated: Simulated | null | undefined): SimulatedSystem | undefined {
  return simulatorBehind(connection, simulated) ?? simulated?.systems.find((system) => system.name === connection.connector);
}

/** Nothing real is behind it: a simulator, or a vendor's own place for trying things out. */
export function isSandbox(connection: Connection, simulated: Simulated | null | undefined): boolean {
  return simulatorBehind(connection, simulated) !== undefined || texts(connection).some((text) => /sandbox|\/\/test\.salesforce\.com/i.test(text));
}
