import { Plural } from '@lingui/react/macro';
import { ArrowRight } from 'lucide-react';
import type { ObjectDefinition } from '@/api/objects';
import { classes } from '@/ui/classes';
import { words } from './locale';
import { Value } from './value';
import { isEmpty } from './value-text';

/** Old and new values of fields, by name. */
export type FieldDeltas = Record<string, { old?: unknown; new?: unknown } | undefined>;

const FIELDS_SHOWN = 6;
const NEW_FIELDS_SHOWN = 12;

/** What changed in a record, field by field: before, an arrow, after. */
export function Deltas({ object, fields, isNew, all }: { object: ObjectDefinition | undefined; fields: FieldDeltas; isNew?: boolean; all?: boolean }) {
  const known = (object?.fields ?? []).flatMap((field) => {
    const delta = fields[field.name];
    return delta ? [{ field, delta }] : [];
  });
  const shown = all ? known : known.slice(0, isNew ? NEW_FIELDS_SHOWN : FIELDS_SHOWN);
  return (
    <ul className={classes('flex min-w-0 text-xs', isNew ? 'flex-wrap gap-x-4 gap-y-1' : 'flex-col gap-0.5')}>
      {shown.map(({ field, delta }) => (
        <li key={field.name} className="flex min-w-0 flex-wrap items-center gap-1.5">
          <span className="text-faint">{words(field.label)}</span>
          {!isNew && !isEmpty(delta.old) && (
            <>
              <span className="text-soft line-through decoration-edge/60">
                <Value field={field} value={delta.old} plain />
              </span>
              <ArrowRight size={11} className="text-faint" aria-hidden />
            </>
          )}
          <span className="min-w-0 break-words">
            <Value field={field} value={delta.new} plain />
          </span>
        </li>
      ))}
      {known.length > shown.length && (
        <li className="text-faint">
          <Plural value={known.length - shown.length} one="and # more field" other="and # more fields" />
        </li>
      )}
    </ul>
  );
}

/** Deltas as reports of previews hold them: `o` and `n`. */
export function readDeltas(value: unknown): FieldDeltas {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value as Record<string, { o?: unknown; n?: unknown }>).map(([name, delta]) => [name, { old: delta?.o, new: delta?.n }]));
}
