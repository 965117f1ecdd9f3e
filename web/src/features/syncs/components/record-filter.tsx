import { Trans, useLingui } from '@lingui/react/macro';
import { useId, useState } from 'react';
import { type FieldDefinition, liveFields, type ObjectDefinition } from '@/api/objects';
import { conditionsOf, filterOf } from '@/shared/conditions';
import { FilterBar } from '@/shared/filter-bar';
import { Input } from '@/ui/form';
import type { Mapping } from '../model/mapping';

interface RecordFilterProps {
  label: string;
  help?: string;
  object: ObjectDefinition;
  /** Fields that a mapping fills are offered alone, each with the columns that it comes from. */
  mapping?: Mapping;
  value: string | undefined;
  onChange: (filter: string | undefined) => void;
}

/** The fields that a row can be asked for, named with what feeds them there. */
function askable(object: ObjectDefinition, mapping?: Mapping): FieldDefinition[] {
  const all = liveFields(object);
  const columns = new Map<string, string[]>();
  for (const rule of mapping?.fields ?? []) {
    const name = rule.to.split('.')[0] ?? '';
    columns.set(name, [...(columns.get(name) ?? []), ...rule.from]);
  }
  const fed = all.filter((field) => columns.has(field.name));
  if (fed.length === 0) return all;
  return fed.map((field) => {
    const from = columns.get(field.name)?.filter((column) => column !== field.label.en && column !== field.label.zh) ?? [];
    const named = (text: string) => (from.length > 0 ? `${text} (${from.join(' + ')})` : text);
    return { ...field, label: { en: named(field.label.en), zh: named(field.label.zh) } };
  });
}

/** Which records: sentences that are clicked together. What sentences cannot say is written as text, which stands behind them. */
export function RecordFilter({ label, help, object, mapping, value, onChange }: RecordFilterProps) {
  const { t } = useLingui();
  const id = useId();
  const [isText, setIsText] = useState(false);
  const fields = askable(object, mapping);
  const conditions = conditionsOf(value ?? '', fields);
  const asText = isText || !conditions;
  return (
    <div className="flex flex-col gap-1.5" role="group" aria-labelledby={id}>
      <div className="flex items-baseline justify-between gap-3">
        <span id={id} className="text-xs font-medium text-soft">
          {label}
        </span>
        {conditions && (
          <button type="button" className="text-xs text-accent-ink hover:underline" onClick={() => setIsText(!isText)}>
            {isText ? t`as sentences` : t`as text`}
          </button>
        )}
      </div>
      {asText ? (
        <>
          <Input aria-label={t`${label}, as text`} className="font-mono text-xs" value={value ?? ''} onChange={(event) => onChange(event.target.value || undefined)} placeholder='city = "上海"' />
          {!conditions && (
            <span className="text-xs text-faint">
              <Trans>This filter says more than sentences can, or is not finished.</Trans>
            </span>
          )}
        </>
      ) : (
        <div className="flex flex-wrap items-center gap-1.5">
          {conditions.length === 0 && <span className="text-sm text-soft">{t`All records.`}</span>}
          <FilterBar fields={fields} conditions={conditions} onChange={(next) => onChange(filterOf(next, fields))} />
        </div>
      )}
      {help && <span className="text-xs text-faint">{help}</span>}
    </div>
  );
}
