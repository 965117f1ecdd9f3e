import { type FieldDefinition, liveFields, type ObjectDefinition } from '@/api/objects';
import { words } from '@/shared/locale';
import { partsOf } from '@/shared/part-words';

export type TargetGroup = 'identity' | 'recommended' | 'other';

/** Something a column can be mapped to: a field, a part of one, or what tells a row of the source apart. */
export interface Target {
  name: string;
  label: string;
  /** All names that it is found by, in both languages. */
  known: string;
  group: TargetGroup;
  type?: FieldDefinition['type'];
  required: boolean;
  matchKey: boolean;
  /** The field itself; parts and what every row has are none. */
  field?: FieldDefinition;
}

/** What parts of fields and the targets of every row are called. */
export interface TargetWords {
  part: (part: string) => string;
  row: { external_id: string; updated_at: string };
}

function isRecommended(field: FieldDefinition, object: ObjectDefinition): boolean {
  return Boolean(field.match_key) || field.name === object.title_field || field.type === 'reference' || ['company', 'city', 'address', 'owner', 'status', 'stage', 'amount', 'industry', 'created_at'].includes(field.name);
}

/** All targets of an object, grouped as people look for them. */
export function targetsOf(object: ObjectDefinition, said: TargetWords): Target[] {
  const own: Target[] = [
    { name: 'external_id', label: said.row.external_id, known: `${said.row.external_id} external_id`, group: 'identity', required: true, matchKey: true },
    { name: 'updated_at', label: said.row.updated_at, known: `${said.row.updated_at} updated_at`, group: 'recommended', required: false, matchKey: false },
  ];
  const fields = liveFields(object).flatMap((field): Target[] => {
    const label = words(field.label);
    const known = `${field.name} ${field.label.en} ${field.label.zh}`;
    const whole: Target = { name: field.name, label, known, group: field.required ? 'identity' : isRecommended(field, object) ? 'recommended' : 'other', type: field.type, required: field.required ?? false, matchKey: Boolean(field.match_key), field };
    const pieces = (partsOf[field.type] ?? []).map((part): Target => {
      const name = said.part(part);
      return { name: `${field.name}.${part}`, label: `${label} · ${name}`, known: `${known} ${part} ${name}`, group: 'other', type: 'text', required: false, matchKey: false };
    });
    return [whole, ...pieces];
  });
  return [...own, ...fields];
}
