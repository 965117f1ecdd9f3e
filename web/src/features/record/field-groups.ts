import { type FieldDefinition, liveFields, type ObjectDefinition } from '@/api/objects';

export type FieldGroupName = 'main' | 'contact' | 'business' | 'other';

export interface FieldGroup {
  name: FieldGroupName;
  fields: FieldDefinition[];
}

const contact = new Set(['contact_name', 'address', 'city', 'province', 'district', 'postcode', 'country', 'website', 'language']);
const main = new Set(['kind', 'status', 'stage', 'priority', 'company', 'title', 'owner', 'customer', 'subject', 'number', 'industry', 'segment']);

/** The fields of a record page in groups that people look for; those nobody knows come last. */
export function groupsOf(object: ObjectDefinition): FieldGroup[] {
  const groups: Record<FieldGroupName, FieldDefinition[]> = { main: [], contact: [], business: [], other: [] };
  for (const field of liveFields(object)) groups[groupOf(field, object)].push(field);
  return (Object.keys(groups) as FieldGroupName[]).map((name) => ({ name, fields: groups[name] })).filter((group) => group.fields.length > 0);
}

function groupOf(field: FieldDefinition, object: ObjectDefinition): FieldGroupName {
  if (field.name === object.title_field || main.has(field.name) || field.type === 'reference') return 'main';
  if (field.type === 'email' || field.type === 'phone' || contact.has(field.name)) return 'contact';
  if (['money', 'integer', 'decimal', 'date', 'datetime'].includes(field.type)) return 'business';
  return 'other';
}
