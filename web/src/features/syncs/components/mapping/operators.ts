import { useLingui } from '@lingui/react/macro';
import { compareText } from '@/shared/format';
import { REGIONS } from '@/shared/regions';

/** What an operator wants to know: a text, or one of some choices. */
export interface Argument {
  label: string;
  /** What may be chosen; the empty value leaves it to the operator. */
  choices?: { value: string; label: string }[];
}

export interface Operator {
  name: string;
  label: string;
  group: string;
  arguments: Argument[];
}

const CURRENCIES = ['CNY', 'HKD', 'TWD', 'USD', 'EUR', 'GBP', 'JPY', 'KRW', 'SGD', 'AUD', 'CAD', 'CHF', 'INR', 'THB', 'VND', 'MYR', 'IDR', 'AED', 'BRL', 'MXN'];
const ZONES = ['Asia/Shanghai', 'Asia/Hong_Kong', 'Asia/Taipei', 'Asia/Tokyo', 'Asia/Seoul', 'Asia/Singapore', 'Asia/Bangkok', 'Asia/Kolkata', 'Asia/Dubai', 'Europe/London', 'Europe/Berlin', 'Europe/Paris', 'Europe/Moscow', 'America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles', 'America/Sao_Paulo', 'Australia/Sydney', 'UTC'];

/** All operators by their names in words, with what each wants to know. */
export function useOperators(): Operator[] {
  const { t, i18n } = useLingui();
  const text = t`Change the text`;
  const kind = t`Understand it as`;
  const named = (type: 'region' | 'currency', values: string[]) => {
    const names = new Intl.DisplayNames(i18n.locale, { type, fallback: 'code' });
    return values.map((value) => ({ value, label: `${names.of(value) ?? value} (${value})` }));
  };
  const asked = (...labels: string[]): Argument[] => labels.map((label) => ({ label }));
  const chosen = (label: string, open: string, choices: { value: string; label: string }[]): Argument[] => [{ label, choices: [{ value: '', label: open }, ...choices] }];
  const order = chosen(t`Order of day and month`, t`by the column itself`, [
    { value: 'day_first', label: t`the day stands first (31/12)` },
    { value: 'month_first', label: t`the month stands first (12/31)` },
    { value: 'year_first', label: t`the year stands first (25/12/31)` },
    { value: 'republic_year', label: t`years counted from 1911 (114/12/31)` },
  ]);
  const zone = chosen(t`Time zone`, t`as it is written, else UTC`, ZONES.map((value) => ({ value, label: value })));
  const region = chosen(t`Country of numbers without one`, t`of the mapping`, named('region', REGIONS).sort((one, other) => compareText(one.label, other.label)));
  const currency = chosen(t`Currency of amounts without one`, t`none`, named('currency', CURRENCIES));
  return [
    { name: 'trim', label: t`trim blanks`, group: text, arguments: [] },
    { name: 'lower', label: t`lower case`, group: text, arguments: [] },
    { name: 'upper', label: t`upper case`, group: text, arguments: [] },
    { name: 'title', label: t`Capital Letters`, group: text, arguments: [] },
    { name: 'text', label: t`clean text`, group: text, arguments: [] },
    { name: 'replace', label: t`replace`, group: text, arguments: asked(t`Text`, t`By`) },
    { name: 'prefix', label: t`put before`, group: text, arguments: asked(t`Text`) },
    { name: 'suffix', label: t`put after`, group: text, arguments: asked(t`Text`) },
    { name: 'concat', label: t`join the columns`, group: text, arguments: asked(t`Between them (optional)`) },
    { name: 'first_non_empty', label: t`first that is filled`, group: text, arguments: [] },
    { name: 'split', label: t`cut at`, group: text, arguments: asked(t`Separator`, t`Piece number (optional)`) },
    { name: 'regex_extract', label: t`take out by pattern`, group: text, arguments: asked(t`Regular expression`, t`Group number (optional)`) },
    { name: 'value', label: t`always this value`, group: text, arguments: asked(t`Value`) },
    { name: 'when', label: t`only when`, group: text, arguments: asked(t`Column`, t`Value`) },
    { name: 'phone', label: t`phone`, group: kind, arguments: region },
    { name: 'email', label: t`e-mail`, group: kind, arguments: [] },
    { name: 'date', label: t`date`, group: kind, arguments: order },
    { name: 'datetime', label: t`date and time`, group: kind, arguments: zone },
    { name: 'number', label: t`number`, group: kind, arguments: [] },
    { name: 'money', label: t`amount`, group: kind, arguments: currency },
    { name: 'boolean', label: t`yes or no`, group: kind, arguments: [] },
    { name: 'name', label: t`person's name`, group: kind, arguments: [] },
    { name: 'company', label: t`company name`, group: kind, arguments: [] },
    { name: 'credit_code', label: t`credit code`, group: kind, arguments: [] },
    { name: 'resident_id', label: t`resident identity number`, group: kind, arguments: [] },
    { name: 'country', label: t`country`, group: kind, arguments: [] },
    { name: 'currency', label: t`currency`, group: kind, arguments: [] },
    { name: 'address', label: t`address`, group: kind, arguments: [] },
  ];
}

/** Steps that join columns mean nothing for the one value that goes out. */
const OF_COLUMNS = ['concat', 'first_non_empty'];

/** Those that change a value on its way out, where all values are clean already: the text alone, asked about fields of ours. */
export function useOutwardOperators(fields: { value: string; label: string }[]): Operator[] {
  const { t } = useLingui();
  const text = t`Change the text`;
  const all = useOperators().filter((operator) => operator.group === text && !OF_COLUMNS.includes(operator.name));
  const out = all.map((operator) => (operator.name === 'when' ? { ...operator, arguments: [{ label: t`Field`, choices: fields }, { label: t`Value` }] } : operator));
  return [...out, { name: 'default', label: t`where there is none`, group: text, arguments: [{ label: t`Value` }] }];
}

/** An argument as people read it: the name of a choice, else the text itself. */
export function argumentText(operator: Operator | undefined, index: number, value: string): string {
  return operator?.arguments[index]?.choices?.find((choice) => choice.value === value)?.label ?? value;
}
