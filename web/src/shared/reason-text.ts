import { words } from './locale';

/** Why a column is proposed for a field, with the field as people call it instead of its name in the API. */
export function reasonText(reason: { en: string; zh: string }, target: string | null | undefined, label: string): string {
  return target && label ? words(reason).replace(new RegExp(`\\b${target}\\b`, 'g'), label) : words(reason);
}
