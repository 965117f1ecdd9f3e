import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import type { FieldDefinition } from '@/api/objects';
import { sessionQuery } from '@/api/session';
import { classes } from '@/ui/classes';
import { Checkbox, controlClasses, Input, Select, Textarea } from '@/ui/form';
import { words } from './locale';
import { ReferencePicker } from './reference-picker';

interface EditorProps {
  field: FieldDefinition;
  value: unknown;
  /** Null takes the value away. */
  onChange: (value: unknown) => void;
  autoFocus?: boolean;
}

/** False for fields whose values nobody types. */
export function isEditable(field: FieldDefinition): boolean {
  return field.type !== 'auto_number' && !field.archived;
}

function text(value: unknown, name?: string): string {
  if (value === null || value === undefined) return '';
  if (name) return typeof value === 'object' ? String((value as Record<string, unknown>)[name] ?? '') : '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const orNull = (value: string) => (value.trim() === '' ? null : value);

/** The control that fits a field's type; the same in forms, in lists and on the record page. */
export function ValueEditor({ field, value, onChange, autoFocus }: EditorProps) {
  const { t } = useLingui();
  const label = words(field.label);
  switch (field.type) {
    case 'long_text':
      return <Textarea autoFocus={autoFocus} rows={4} value={text(value)} onChange={(event) => onChange(orNull(event.target.value))} />;
    case 'boolean':
      return (
        <Select autoFocus={autoFocus} value={value === true ? 'yes' : value === false ? 'no' : ''} onChange={(event) => onChange(event.target.value === '' ? null : event.target.value === 'yes')}>
          <option value="">–</option>
          <option value="yes">{t`Yes`}</option>
          <option value="no">{t`No`}</option>
        </Select>
      );
    case 'select':
      return (
        <Select autoFocus={autoFocus} value={text(value)} onChange={(event) => onChange(orNull(event.target.value))}>
          <option value="">–</option>
          {field.options?.map((option) => (
            <option key={option.value} value={option.value}>
              {words(option.label) || option.value}
            </option>
          ))}
        </Select>
      );
    case 'multi_select': {
      const chosen = Array.isArray(value) ? value.map(String) : value ? [String(value)] : [];
      return (
        <div role="group" aria-label={label} className="flex max-h-48 flex-col gap-1.5 overflow-auto rounded-md border border-line p-2">
          {field.options?.map((option) => (
            <Checkbox
              key={option.value}
              checked={chosen.includes(option.value)}
              onChange={(event) => {
                const next = event.target.checked ? [...chosen, option.value] : chosen.filter((each) => each !== option.value);
                onChange(next.length === 0 ? null : next);
              }}
            >
              {words(option.label) || option.value}
            </Checkbox>
          ))}
        </div>
      );
    }
    case 'integer':
      return <Input autoFocus={autoFocus} inputMode="numeric" value={text(value)} onChange={(event) => onChange(/^-?\d+$/.test(event.target.value) ? Number(event.target.value) : orNull(event.target.value))} />;
    case 'decimal':
      return <Input autoFocus={autoFocus} inputMode="decimal" value={text(value)} onChange={(event) => onChange(orNull(event.target.value))} />;
    case 'money':
      return <MoneyEditor value={value} onChange={onChange} autoFocus={autoFocus} />;
    case 'date':
      return <Input type="date" autoFocus={autoFocus} value={text(value).slice(0, 10)} onChange={(event) => onChange(orNull(event.target.value))} />;
    case 'datetime':
      return (
        <Input
          type="datetime-local"
          autoFocus={autoFocus}
          value={localMoment(text(value))}
          onChange={(event) => onChange(event.target.value === '' ? null : new Date(event.target.value).toISOString())}
        />
      );
    case 'email':
    case 'phone':
      return <SeveralEditor field={field} value={value} onChange={onChange} autoFocus={autoFocus} />;
    case 'person':
      return <Input autoFocus={autoFocus} value={text(value, 'full') || (typeof value === 'string' ? value : '')} onChange={(event) => onChange(event.target.value.trim() === '' ? null : { full: event.target.value })} />;
    case 'address':
      return <AddressEditor value={value} onChange={onChange} autoFocus={autoFocus} />;
    case 'reference':
      return <ReferencePicker object={field.to ?? ''} label={label} value={typeof value === 'string' ? value : ''} onChange={onChange} />;
    case 'json':
      return <Textarea autoFocus={autoFocus} className="font-mono text-xs" value={typeof value === 'string' ? value : text(value)} onChange={(event) => onChange(readJson(event.target.value))} />;
    default:
      return <Input autoFocus={autoFocus} value={text(value)} onChange={(event) => onChange(orNull(event.target.value))} />;
  }
}

function readJson(value: string): unknown {
  if (value.trim() === '') return null;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

function localMoment(value: string): string {
  const at = new Date(value);
  if (Number.isNaN(at.valueOf())) return '';
  return new Date(at.valueOf() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

const currencies = ['CNY', 'USD', 'EUR', 'GBP', 'JPY', 'HKD'];

function MoneyEditor({ value, onChange, autoFocus }: Omit<EditorProps, 'field'>) {
  const { t } = useLingui();
  const amount = text(value, 'amount');
  const usual = useQuery(sessionQuery).data?.currency ?? 'CNY';
  const currency = text(value, 'currency') || usual;
  const choices = [...new Set([...currencies, usual, currency])];
  return (
    <span className="flex gap-2">
      <Input autoFocus={autoFocus} inputMode="decimal" value={amount} onChange={(event) => onChange(event.target.value.trim() === '' ? null : { amount: event.target.value, currency })} />
      <select aria-label={t`Currency`} className={classes(controlClasses, 'h-8 w-24!')} value={currency} onChange={(event) => onChange(amount === '' ? null : { amount, currency: event.target.value })}>
        {choices.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </span>
  );
}

/** E-mails and phones: the first one is the one that is shown in lists. */
function SeveralEditor({ field, value, onChange, autoFocus }: EditorProps) {
  const { t } = useLingui();
  const values = Array.isArray(value) ? value.map(String) : value ? [String(value)] : [];
  const lines = values.length === 0 ? [''] : values;
  const set = (next: string[]) => onChange(next.every((each) => each.trim() === '') ? null : next.length === 1 ? next : next.filter((each, index) => each !== '' || index === next.length - 1));
  return (
    <span className="flex flex-col gap-1.5">
      {lines.map((line, index) => (
        <span key={index} className="flex gap-1">
          <input
            type={field.type === 'email' ? 'email' : 'tel'}
            aria-label={lines.length > 1 ? `${words(field.label)} ${index + 1}` : words(field.label)}
            autoFocus={autoFocus && index === 0}
            className={classes(controlClasses, 'h-8')}
            value={line}
            onChange={(event) => set(lines.map((each, at) => (at === index ? event.target.value : each)))}
          />
          {lines.length > 1 && (
            <button type="button" aria-label={t`Remove`} className="rounded-md px-1.5 text-faint hover:bg-hover" onClick={() => set(lines.filter((_, at) => at !== index))}>
              <X size={14} />
            </button>
          )}
        </span>
      ))}
      {lines.length < 20 && lines.every((line) => line !== '') && (
        <button type="button" className="self-start text-xs text-accent-ink hover:underline" onClick={() => onChange([...lines, ''])}>
          {t`Add another`}
        </button>
      )}
    </span>
  );
}

function AddressEditor({ value, onChange, autoFocus }: Omit<EditorProps, 'field'>) {
  const { t } = useLingui();
  const parts = typeof value === 'object' && value !== null ? (value as Record<string, string>) : {};
  const names = { province: t`Province`, city: t`City`, district: t`District`, street: t`Street`, postcode: t`Postcode` };
  const set = (name: string, next: string) => {
    // The whole text was made of the parts that are now replaced.
    const all: Record<string, string> = { ...parts, [name]: next };
    delete all.text;
    const given = Object.fromEntries(Object.entries(all).filter(([, part]) => part));
    onChange(Object.keys(given).length === 0 ? null : given);
  };
  return (
    <span className="grid grid-cols-2 gap-2">
      {Object.entries(names).map(([name, label], index) => (
        <input
          key={name}
          aria-label={label}
          placeholder={label}
          autoFocus={autoFocus && index === 0}
          className={classes(controlClasses, 'h-8', name === 'street' && 'col-span-2')}
          value={parts[name] ?? ''}
          onChange={(event) => set(name, event.target.value)}
        />
      ))}
    </span>
  );
}
