import { queryOptions } from '@tanstack/react-query';
import { api, request, type Schemas, take } from './client';
import { isStatus } from './errors';

export type Simulated = Schemas['Simulated'];
export type SimulatedSystem = Simulated['systems'][number];
export type OrderedFault = SimulatedSystem['faults'][number];

const POLL_MS = 3_000;

/** Simulated systems that run beside the server, and what goes wrong at them; null where there are none. */
export const simulatorsQuery = queryOptions({
  queryKey: ['simulators'],
  queryFn: async ({ signal }): Promise<Simulated | null> => {
    try {
      return await take(api.GET('/api/v1/simulators', { signal }));
    } catch (error) {
      if (isStatus(error, 404) || isStatus(error, 409)) return null;
      throw error;
    }
  },
  // How often a fault struck changes while syncs run.
  refetchInterval: (query) => (query.state.data?.systems.some((system) => system.faults.length > 0) ? POLL_MS : false),
});

export function orderFault(spec: string): Promise<Simulated> {
  return request('POST', '/simulators/faults', { body: { spec } });
}

/** Takes one fault of a system back, or all of all systems. */
export function clearFaults(of?: { system: string; id: number }): Promise<Simulated> {
  return request('DELETE', '/simulators/faults', { query: of });
}
