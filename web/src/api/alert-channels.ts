import { queryOptions } from '@tanstack/react-query';
import { api, request, type Schemas, take } from './client';

/** A way by which people are told of alerts. Secrets are never shown, only whether they are set. */
export type AlertChannel = Schemas['AlertChannel'];
export type ChannelInput = Schemas['AlertChannelNew'];
export type ChannelKind = AlertChannel['kind'];

export const alertChannelsQuery = queryOptions({
  queryKey: ['alert-channels'],
  queryFn: async ({ signal }) => (await take(api.GET('/api/v1/alert-channels', { signal }))).items,
});

export function createChannel(channel: ChannelInput): Promise<AlertChannel> {
  return request('POST', '/alert-channels', { body: channel });
}

export function changeChannel(id: string, change: Partial<Omit<ChannelInput, 'kind'>>): Promise<AlertChannel> {
  return request('PATCH', `/alert-channels/${id}`, { body: change });
}

export function deleteChannel(id: string): Promise<void> {
  return request('DELETE', `/alert-channels/${id}`);
}

/** Sends one message by it; `last_sending` of the answer says whether it arrived. */
export function testChannel(id: string): Promise<AlertChannel> {
  return request('POST', `/alert-channels/${id}:test`);
}
