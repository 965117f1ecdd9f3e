import { queryOptions } from '@tanstack/react-query';
import { api, request, type Schemas, take } from './client';

export type Connection = Schemas['Connection'];
export type Connector = Schemas['Connector'];
export type ConnectorSetting = Schemas['ConnectorSetting'];
export type Stream = Schemas['Stream'];
export type StreamWithFields = Schemas['StreamWithFields'];
export type Sample = Schemas['Sample'];

export const connectorsQuery = queryOptions({
  queryKey: ['connectors'],
  queryFn: async ({ signal }) => (await take(api.GET('/api/v1/connectors', { signal }))).items,
  staleTime: Infinity,
});

const EMPTY_POLL_MS = 2_000;
/** The server pauses an account that is refused, and no event tells of it. */
const HEALTH_POLL_MS = 10_000;

export const connectionsQuery = queryOptions({
  queryKey: ['connections'],
  queryFn: async ({ signal }) => (await take(api.GET('/api/v1/connections', { signal }))).items,
  staleTime: 10_000,
  // After the first start the simulated systems come by themselves, some seconds later.
  refetchInterval: (query) => (query.state.data?.length === 0 ? EMPTY_POLL_MS : HEALTH_POLL_MS),
});

export const connectionQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/connections/{id}', { params: { path: { id } }, signal })),
    refetchInterval: HEALTH_POLL_MS,
  });

export const streamsQuery = (connection: string) =>
  queryOptions({
    queryKey: ['connections', connection, 'streams'],
    queryFn: async ({ signal }) => (await take(api.GET('/api/v1/connections/{id}/streams', { params: { path: { id: connection } }, signal }))).items,
    staleTime: 60_000,
    retry: false,
  });

const streamPath = (connection: string, stream: string) => `/connections/${connection}/streams/${encodeURIComponent(stream)}`;

export const streamQuery = (connection: string, stream: string) =>
  queryOptions({
    queryKey: ['connections', connection, 'stream', stream],
    queryFn: ({ signal }) => request<StreamWithFields>('GET', streamPath(connection, stream), { signal }),
    staleTime: 60_000,
    retry: false,
  });

export const sampleQuery = (connection: string, stream: string, rows = 50, filter?: string) =>
  queryOptions({
    queryKey: ['connections', connection, 'sample', stream, rows, filter],
    queryFn: ({ signal }) => request<Sample>('POST', `${streamPath(connection, stream)}:sample`, { body: { rows, filter: filter || null }, signal }),
    staleTime: 60_000,
    retry: false,
  });

export const suggestionQuery = (connection: string, stream: string, object: string) =>
  queryOptions({
    queryKey: ['connections', connection, 'suggestion', stream, object],
    queryFn: ({ signal }) => request<Schemas['MappingSuggestion']>('POST', `${streamPath(connection, stream)}:suggest`, { body: { object }, signal }),
    staleTime: 60_000,
    retry: false,
  });

export function createConnection(body: Schemas['ConnectionNew']): Promise<Connection> {
  return request('POST', '/connections', { body });
}

export function changeConnection(id: string, body: Schemas['ConnectionPatch']): Promise<Connection> {
  return request('PATCH', `/connections/${id}`, { body });
}

export function archiveConnection(id: string): Promise<void> {
  return request('DELETE', `/connections/${id}`);
}

/** Tries new secrets, and uses them when they work. */
export function rotateConnection(id: string, body: Schemas['ConnectionRotate']): Promise<Schemas['ConnectionRotated']> {
  return request('POST', `/connections/${id}:rotate`, { body });
}

export function checkConnection(id: string): Promise<Schemas['ConnectionCheck']> {
  return request('POST', `/connections/${id}:check`);
}
