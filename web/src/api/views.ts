import { queryOptions } from '@tanstack/react-query';
import { request } from './client';
import { isStatus } from './errors';

/** A list as somebody saved it: for themselves, or for all. */
export interface SavedView {
  id: string;
  object: string;
  name: string;
  shared: boolean;
  /** What the list shows, as it stands in the address. */
  definition: Record<string, unknown>;
  /** True when the person who is signed in may change it. */
  own?: boolean;
}

export const viewsQuery = (object: string) =>
  queryOptions({
    queryKey: ['views', object],
    queryFn: async ({ signal }): Promise<SavedView[]> => {
      try {
        return (await request<{ items: SavedView[] }>('GET', '/views', { query: { object }, signal })).items;
      } catch (error) {
        if (isStatus(error, 404) || isStatus(error, 400)) return [];
        throw error;
      }
    },
    staleTime: 60_000,
  });

export function saveView(view: Omit<SavedView, 'id' | 'own'>): Promise<SavedView> {
  return request('POST', '/views', { body: view });
}

export function changeView(id: string, view: Partial<Omit<SavedView, 'id' | 'own' | 'object'>>): Promise<SavedView> {
  return request('PATCH', `/views/${id}`, { body: view });
}

export function deleteView(id: string): Promise<void> {
  return request('DELETE', `/views/${id}`);
}
