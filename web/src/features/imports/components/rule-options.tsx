import { Trans, useLingui } from '@lingui/react/macro';
import { SlidersHorizontal } from 'lucide-react';
import type { FieldDefinition } from '@/api/objects';
import { words } from '@/shared/locale';
import { Badge } from '@/ui/badge';
import { classes } from '@/ui/classes';
import { Checkbox, Field, Input, Select } from '@/ui/form';
import { Popover } from '@/ui/popover';
import type { Rule } from '../model/draft';

interface RuleOptionsProps {
  column: string;
  rule: Rule;
  field: FieldDefinition | undefined;
  /** Different values of the column in the sample. */
  values: string[];
  onChange: (change: Partial<Rule>) => void;
}

const VALUES_SHOWN = 20;
const texts = ['trim', 'lower', 'upper', 'title'] as const;

type Operator = string | Record<string, unknown>;

function hasOperator(rule: Rule, name: string): boolean {
  return (rule.transforms ?? []).some((operator) => operator === name || (typeof operator === 'object' && operator !== null && name in operator));
}

/** The first operator of this name is replaced, or put at the end; undefined takes it away. */
function withOperator(rule: Rule, names: readonly string[], next: Operator | undefined): unknown[] | undefined {
  const others = (rule.transforms ?? []).filter((operator) => !names.some((name) => operator === name || (typeof operator === 'object' && operator !== null && name in operator)));
  const all = next === undefined ? others : texts.includes(next as 'trim') ? [next, ...others] : [...others, next];
  return all.length === 0 ? undefined : all;
}

function dateOrder(rule: Rule): string {
  const found = (rule.transforms ?? []).find((operator): operator is { date: string } => typeof operator === 'object' && operator !== null && 'date' in operator);
  return found?.date ?? '';
}

/** The exceptions of one column: a default, letters, the order of dates, a value table. */
export function RuleOptions({ column, rule, field, values, onChange }: RuleOptionsProps) {
  const { t } = useLingui();
  const count = (rule.transforms?.length ?? 0) + (rule.default ? 1 : 0) + (rule.values ? 1 : 0) + (rule.required ? 1 : 0);
  const isText = !field || ['text', 'long_text'].includes(field.type);
  const isDate = field && ['date', 'datetime'].includes(field.type);
  return (
    <Popover
      align="end"
      label={t`How ${column} is read`}
      className="w-96"
      trigger={
        <button type="button" aria-label={t`How ${column} is read`} className={classes('grid size-8 place-items-center rounded-md hover:bg-hover', count > 0 ? 'text-accent-ink' : 'text-faint')}>
          {count > 0 ? <Badge tone="accent">{count}</Badge> : <SlidersHorizontal size={14} />}
        </button>
      }
    >
      <div className="flex flex-col gap-4">
        {isText && (
          <Field label={t`Letters`}>
            <Select value={texts.find((name) => name !== 'trim' && hasOperator(rule, name)) ?? ''} onChange={(event) => onChange({ transforms: withOperator(rule, texts, event.target.value || undefined) })}>
              <option value="">{t`As they are`}</option>
              <option value="lower">{t`All small`}</option>
              <option value="upper">{t`ALL CAPITAL`}</option>
              <option value="title">{t`First Letters Capital`}</option>
            </Select>
          </Field>
        )}
        {isDate && (
          <Field label={t`Dates such as 03/04/2025`} help={t`Found out from all values of the column where they tell.`}>
            <Select value={dateOrder(rule)} onChange={(event) => onChange({ transforms: withOperator(rule, ['date'], event.target.value ? { date: event.target.value } : undefined) })}>
              <option value="">{t`Found out`}</option>
              <option value="day_first">{t`Day first: 3 April`}</option>
              <option value="month_first">{t`Month first: 4 March`}</option>
              <option value="year_first">{t`Year first: 25/4/3 is 3 April 2025`}</option>
              <option value="republic_year">{t`Years counted from 1911: 114/4/3 is 3 April 2025`}</option>
            </Select>
          </Field>
        )}
        <Field label={t`Where the cell is empty, take`}>
          <Input value={rule.default ?? ''} placeholder={t`nothing`} onChange={(event) => onChange({ default: event.target.value || undefined })} />
        </Field>
        <Checkbox checked={rule.required ?? false} onChange={(event) => onChange({ required: event.target.checked || undefined })}>
          <Trans>Report rows without a value</Trans>
        </Checkbox>
        <ValueTable rule={rule} field={field} values={values} onChange={onChange} />
      </div>
    </Popover>
  );
}

function ValueTable({ rule, field, values, onChange }: Omit<RuleOptionsProps, 'column'>) {
  const { t } = useLingui();
  const table = rule.values ?? {};
  const options = field?.options ?? [];
  const different = [...new Set([...Object.keys(table), ...values.map((value) => value.trim()).filter(Boolean)])];
  const isChosen = !field || ['text', 'select', 'multi_select', 'boolean'].includes(field.type);
  // A column of names has too many values for a table.
  if (!isChosen || different.length === 0 || (options.length === 0 && different.length > VALUES_SHOWN)) return null;
  const set = (value: string, to: string) => {
    const next = Object.fromEntries(Object.entries({ ...table, [value]: to }).filter(([, target]) => target !== ''));
    onChange({ values: Object.keys(next).length === 0 ? undefined : next });
  };
  return (
    <div className="border-t border-line pt-3">
      <p className="pb-2 text-xs font-medium text-soft">
        <Trans>Value table</Trans>
      </p>
      <ul className="flex flex-col gap-1.5">
        {different.slice(0, VALUES_SHOWN).map((value) => (
          <li key={value} className="grid grid-cols-[1fr_auto_1fr] items-center gap-2 text-sm">
            <span className="truncate" title={value}>
              {value}
            </span>
            <span className="text-faint" aria-hidden>
              →
            </span>
            {options.length > 0 ? (
              <Select aria-label={t`${value} becomes`} value={table[value] ?? ''} onChange={(event) => set(value, event.target.value)}>
                <option value="">{t`as it is`}</option>
                {options.map((option) => (
                  <option key={option.value} value={option.value}>
                    {words(option.label) || option.value}
                  </option>
                ))}
              </Select>
            ) : (
              <Input aria-label={t`${value} becomes`} value={table[value] ?? ''} placeholder={t`as it is`} onChange={(event) => set(value, event.target.value)} />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
