import { useLingui } from '@lingui/react/macro';
import type { FieldDefinition } from '@/api/objects';
import type { FieldType } from '@/shared/type-words';

export type MatchKey = NonNullable<FieldDefinition['match_key']>;

/** Match keys that a field of this type can be. */
export function matchKeysOf(type: FieldType): MatchKey[] {
  if (type === 'phone') return ['phone'];
  if (type === 'email') return ['email'];
  if (type === 'text') return ['text', 'credit_code', 'resident_id'];
  return [];
}

export function useMatchKeyWords(): Record<MatchKey, string> {
  const { t } = useLingui();
  return { phone: t`as a phone`, email: t`as an e-mail`, text: t`as a number or code`, credit_code: t`as a unified social credit code`, resident_id: t`as a resident identity number` };
}

export { apiName } from '@/shared/api-name';

/** True where the value fits a rule; null where the rule itself cannot be read here. */
export function fitsRule(type: FieldType, rule: { pattern?: string | null; min?: string | null; max?: string | null }, value: string): boolean | null {
  if (['integer', 'decimal', 'money'].includes(type)) {
    const number = Number(value);
    if (value.trim() === '' || Number.isNaN(number)) return false;
    return !(rule.min && number < Number(rule.min)) && !(rule.max && number > Number(rule.max));
  }
  if (['date', 'datetime'].includes(type)) return !(rule.min && value < rule.min) && !(rule.max && value > rule.max);
  if (!rule.pattern) return true;
  try {
    return new RegExp(`^(?:${rule.pattern})$`, 'u').test(value);
  } catch {
    return null;
  }
}
