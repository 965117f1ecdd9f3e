import { queryOptions } from '@tanstack/react-query';
import { request } from './client';
import { isStatus } from './errors';

export interface Rehearsal {
  run_id: string;
  sync: string;
  version: number;
  status: 'queued' | 'running' | 'passed' | 'failed' | 'cancelled' | 'interrupted';
  started_at: string;
  finished_at: string | null;
  scenarios: { name: string; result: 'passed' | 'failed' | 'skipped' }[];
}

interface Both {
  en: string;
  zh: string;
}

export interface Scenarios {
  sets: { name: string; title: Both; scenarios: string[] }[];
  /** `connector`: only its systems do it. `is_called`: it happens to syncs whose system calls, to the others, or (null) to both. */
  scenarios: { name: string; title: Both; faults: string[]; connector: string | null; is_called: boolean | null }[];
}

/** What came of one scenario, as the report of the rehearsal's run tells it. */
export interface ScenarioReport {
  name: string;
  title: string;
  title_zh: string;
  faults: string[];
  result: 'passed' | 'failed' | 'skipped';
  skipped?: string;
  skipped_zh?: string;
  checks: { name: string; title: string; title_zh: string; passed: boolean; detail: string; detail_zh?: string }[];
  passes: number;
  calls: number;
  refused_calls: number;
  seconds: number;
  events: string[];
}

export interface RehearsalReport {
  status: string;
  error?: string;
  connector: string;
  records: number;
  /** Masked records of this installation that it began with. */
  sample?: number;
  left_out: string[];
  left_out_zh?: string[];
  scenarios: ScenarioReport[];
}

/** What can go wrong in a rehearsal; null where the server has no simulators. */
export const scenariosQuery = queryOptions({
  queryKey: ['scenarios'],
  queryFn: async ({ signal }): Promise<Scenarios | null> => {
    try {
      return await request<Scenarios>('GET', '/rehearsals/scenarios', { signal });
    } catch (error) {
      if (isStatus(error, 404) || isStatus(error, 409)) return null;
      throw error;
    }
  },
  staleTime: Infinity,
});

const POLL_MS = 1_000;

export const rehearsalsQuery = (sync: string) =>
  queryOptions({
    queryKey: ['syncs', sync, 'rehearsals'],
    queryFn: async ({ signal }) => (await request<{ items: Rehearsal[] }>('GET', `/syncs/${sync}/rehearsals`, { query: { limit: 20 }, signal })).items,
    enabled: sync !== '',
    refetchInterval: (query) => (query.state.data?.some((each) => each.status === 'queued' || each.status === 'running') ? POLL_MS : false),
  });

/** `sample`: how many masked records of this installation it begins with. */
export function rehearse(sync: string, scenarios: string[], sample: number): Promise<Rehearsal> {
  return request('POST', `/syncs/${sync}:rehearse`, { body: { scenarios, ...(sample > 0 ? { sample } : {}) } });
}
