import { queryOptions } from '@tanstack/react-query';
import { request } from './client';

export type ChannelKind = 'webhook' | 'email';

/** A way by which people are told of alerts. Secrets are never shown, only whether they are set. */
export interface AlertChannel {
  id: string;
  name: string;
  kind: ChannelKind;
  enabled: boolean;
  language: 'en' | 'zh';
  settings: Record<string, unknown>;
  secrets: Record<string, boolean>;
  last_sending: { at: string; arrived: boolean; reason: string | null } | null;
}

export interface ChannelInput {
  name: string;
  kind: ChannelKind;
  enabled: boolean;
  language: 'en' | 'zh';
  settings: Record<string, unknown>;
  secrets?: Record<string, string>;
}

export const alertChannelsQuery = queryOptions({
  queryKey: ['alert-channels'],
  queryFn: async ({ signal }) => (await request<{ items: AlertChannel[] }>('GET', '/alert-channels', { signal })).items,
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

/** Sends one message by it. */
export function testChannel(id: string): Promise<{ arrived?: boolean; reason?: string | null }> {
  return request('POST', `/alert-channels/${id}:test`);
}
