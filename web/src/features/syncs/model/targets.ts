import { type FieldDefinition, liveFields, type ObjectDefinition } from '@/api/objects';

export type TargetGroup = 'identity' | 'recommended' | 'other';

/** Something a column can be mapped to: a field, a part of one, or what tells a row of the source apart. */
export interface Target {
  name: string;
  label: { en: string; zh: string };
  group: TargetGroup;
  type?: FieldDefinition['type'];
  required: boolean;
  matchKey: boolean;
}

const partNames: Record<string, { en: string; zh: string }> = {
  province: { en: 'province', zh: '省份' },
  city: { en: 'city', zh: '城市' },
  district: { en: 'district', zh: '区县' },
  street: { en: 'street', zh: '街道' },
  postcode: { en: 'postcode', zh: '邮编' },
  country: { en: 'country', zh: '国家' },
  family: { en: 'family name', zh: '姓' },
  given: { en: 'given name', zh: '名' },
  amount: { en: 'amount', zh: '金额' },
  currency: { en: 'currency', zh: '币种' },
};

const parts: Partial<Record<FieldDefinition['type'], string[]>> = {
  address: ['province', 'city', 'district', 'street', 'postcode', 'country'],
  person: ['family', 'given'],
  money: ['amount', 'currency'],
};

function isRecommended(field: FieldDefinition, object: ObjectDefinition): boolean {
  return Boolean(field.match_key) || field.name === object.title_field || field.type === 'reference' || ['company', 'city', 'address', 'owner', 'status', 'stage', 'amount', 'industry', 'created_at'].includes(field.name);
}

/** All targets of an object, grouped as people look for them. */
export function targetsOf(object: ObjectDefinition): Target[] {
  const own: Target[] = [
    { name: 'external_id', label: { en: 'Id in the source', zh: '来源编号' }, group: 'identity', required: true, matchKey: true },
    { name: 'updated_at', label: { en: 'Changed at in the source', zh: '来源修改时间' }, group: 'identity', required: false, matchKey: false },
  ];
  const fields = liveFields(object).flatMap((field): Target[] => {
    const label = { en: field.label.en, zh: field.label.zh };
    const whole: Target = { name: field.name, label, group: field.required ? 'identity' : isRecommended(field, object) ? 'recommended' : 'other', type: field.type, required: field.required ?? false, matchKey: Boolean(field.match_key) };
    const pieces = (parts[field.type] ?? []).map((part): Target => {
      const name = partNames[part] ?? { en: part, zh: part };
      return { name: `${field.name}.${part}`, label: { en: `${label.en} · ${name.en}`, zh: `${label.zh} · ${name.zh}` }, group: 'other', type: 'text', required: false, matchKey: false };
    });
    return [whole, ...pieces];
  });
  return [...own, ...fields];
}
