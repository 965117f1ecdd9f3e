import { describe, expect, test } from 'vitest';
import type { Connection } from '@/api/connections';
import { isExpiring, isSandbox, simulatorOf } from './connection-state';

const connection = (more: Partial<Connection>) => ({ connector: 'salesforce', state: 'active', settings: {}, token: null, overlap_until: null, ...more }) as Connection;
const simulated = { systems: [{ name: 'salesforce', address: 'http://127.0.0.1:4001/salesforce', faults: [], own_faults: [] }] };

describe('what is known of a connection', () => {
  test('nothing real is behind a simulator or a place for trying out', () => {
    expect(isSandbox(connection({ settings: { login_url: 'http://127.0.0.1:4001/salesforce' } }), simulated)).toBe(true);
    expect(isSandbox(connection({ settings: { login_url: 'https://test.salesforce.com' } }), null)).toBe(true);
    expect(isSandbox(connection({ settings: { login_url: 'https://login.salesforce.com', page: 5 } }), simulated)).toBe(false);
  });

  test('the fake version is that of the same system', () => {
    expect(simulatorOf(connection({ settings: { login_url: 'https://login.salesforce.com' } }), simulated)?.name).toBe('salesforce');
    expect(simulatorOf(connection({ connector: 'hook' }), simulated)).toBeUndefined();
    expect(simulatorOf(connection({}), null)).toBeUndefined();
  });

  test('a token that renews itself does not expire; one of a stopped connection has', () => {
    const token = { expires_at: '2020-01-01T00:00:00Z' };
    expect(isExpiring(connection({ token }))).toBe(false);
    expect(isExpiring(connection({ token, state: 'paused' }))).toBe(true);
    expect(isExpiring(connection({ overlap_until: '2030-01-01T00:00:00Z' }))).toBe(true);
  });
});
