import type { FieldRule } from './definition';

/** For a locked field this system alone is responsible: its values come in, and they win. */
export const LOCKED: FieldRule = { direction: 'in', conflict: 'source_wins' };

export function isLocked(rule: FieldRule | undefined): boolean {
  return rule?.direction === LOCKED.direction && rule?.conflict === LOCKED.conflict;
}

/** Locks fields and unlocks them; a field with another rule of its own is locked instead. */
export function authorityOf(fields: Record<string, FieldRule>, onChange: (fields: Record<string, FieldRule>) => void) {
  return {
    isLocked: (field: string) => isLocked(fields[field]),
    toggle: (field: string) => {
      const { [field]: known, ...others } = fields;
      onChange(isLocked(known) ? others : { ...fields, [field]: LOCKED });
    },
  };
}

/** As a merge patch: rules that are gone are null, those that stay are given whole. */
export function fieldsPatch(before: Record<string, FieldRule>, after: Record<string, FieldRule>): Record<string, FieldRule | null> {
  const gone = Object.keys(before).filter((name) => !(name in after));
  return { ...after, ...Object.fromEntries(gone.map((name) => [name, null])) };
}
