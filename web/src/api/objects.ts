import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { api, type Schemas, take } from './client';

export type ObjectDefinition = Schemas['Object'];
export type FieldDefinition = Schemas['Field'];
export type Label = Schemas['Label'];

/** All objects with their fields. Screens of records are made of them. */
export const objectsQuery = queryOptions({
  queryKey: ['objects'],
  queryFn: async ({ signal }) => (await take(api.GET('/api/v1/objects', { signal }))).items,
  staleTime: 60_000,
});

/** The objects that are in use, ours first. */
export function useObjects(): ObjectDefinition[] {
  const { data } = useSuspenseQuery(objectsQuery);
  return data.filter((object) => !object.archived);
}

/** All objects, also those that were put away. */
export function useAllObjects(): ObjectDefinition[] {
  return useSuspenseQuery(objectsQuery).data;
}

/** The definition of an object; undefined where there is none of this name. */
export function useObject(name: string): ObjectDefinition | undefined {
  const { data } = useSuspenseQuery(objectsQuery);
  return data.find((object) => object.name === name);
}

export function liveFields(object: ObjectDefinition): FieldDefinition[] {
  return object.fields.filter((field) => !field.archived);
}
