import { request, type Schemas } from './client';
import type { FieldDefinition, ObjectDefinition } from './objects';

export function createObject(body: Schemas['ObjectNew']): Promise<ObjectDefinition> {
  return request('POST', '/objects', { body });
}

export function changeObject(name: string, body: Schemas['ObjectPatch']): Promise<ObjectDefinition> {
  return request('PATCH', `/objects/${name}`, { body });
}

export function createField(object: string, body: Schemas['FieldNew']): Promise<FieldDefinition> {
  return request('POST', `/objects/${object}/fields`, { body });
}

export function changeField(object: string, field: string, body: Schemas['FieldPatch']): Promise<FieldDefinition> {
  return request('PATCH', `/objects/${object}/fields/${field}`, { body });
}
