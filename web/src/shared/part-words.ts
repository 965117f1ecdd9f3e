import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { FieldDefinition } from '@/api/objects';

/** Parts of fields that a column can be mapped to by itself. */
export const partsOf: Partial<Record<FieldDefinition['type'], string[]>> = {
  address: ['province', 'city', 'district', 'street', 'postcode', 'country'],
  person: ['family', 'given'],
  money: ['amount', 'currency'],
};

const names: Record<string, ReturnType<typeof msg>> = {
  province: msg`Province`,
  city: msg`City`,
  district: msg`District`,
  street: msg`Street`,
  postcode: msg`Postcode`,
  country: msg`Country`,
  family: msg`Family name`,
  given: msg`Given name`,
  amount: msg`Amount`,
  currency: msg`Currency`,
};

/** What a part of a field is called, by its name in the API. */
export function usePartWord(): (part: string) => string {
  const { i18n } = useLingui();
  return (part) => (names[part] ? i18n._(names[part]) : part);
}

/** What the two targets are called that every row of a source has and no object defines. */
export function useRowWords(): { external_id: string; updated_at: string } {
  const { t } = useLingui();
  return { external_id: t`Id in the source`, updated_at: t`Changed at, in the source` };
}
