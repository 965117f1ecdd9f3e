import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Schemas } from '@/api/client';
import type { FieldType } from '@/shared/type-words';
import { State } from '@/ui/badge';
import { Field, Input } from '@/ui/form';
import { fitsRule } from '../field-words';

type Validation = Schemas['Validation'];

const withPattern: FieldType[] = ['text', 'long_text', 'url'];
const withBounds: FieldType[] = ['integer', 'decimal', 'money', 'date', 'datetime'];

/** The rule that values must keep, and a place to try it. */
export function RuleTest({ type, rule, onChange }: { type: FieldType; rule: Validation | undefined; onChange: (rule: Validation | null) => void }) {
  const { t } = useLingui();
  const [tried, setTried] = useState('');
  const isPattern = withPattern.includes(type);
  if (!isPattern && !withBounds.includes(type)) return null;
  const set = (part: Partial<Validation>) => {
    const next: Validation = { message: { en: '', zh: '' }, ...rule, ...part };
    onChange(next.pattern || next.min || next.max ? next : null);
  };
  const result = tried === '' || !rule ? undefined : fitsRule(type, rule, tried);
  return (
    <fieldset className="flex flex-col gap-3 rounded-md border border-line p-3">
      <legend className="px-1 text-xs font-medium text-soft">
        <Trans>Which values are right</Trans>
      </legend>
      <div className="grid gap-3 sm:grid-cols-2">
        {isPattern ? (
          <Field label={t`Pattern`} help={t`A regular expression for the whole value.`}>
            <Input className="font-mono" value={rule?.pattern ?? ''} placeholder="[A-Z]{2}\d{4}" onChange={(event) => set({ pattern: event.target.value || null })} />
          </Field>
        ) : (
          <>
            <Field label={t`At least`}>
              <Input value={rule?.min ?? ''} onChange={(event) => set({ min: event.target.value || null })} />
            </Field>
            <Field label={t`At most`}>
              <Input value={rule?.max ?? ''} onChange={(event) => set({ max: event.target.value || null })} />
            </Field>
          </>
        )}
        <Field label={t`Try a value`}>
          <Input value={tried} onChange={(event) => setTried(event.target.value)} />
        </Field>
      </div>
      <p aria-live="polite" className="h-5 text-xs">
        {result === true && <State tone="good">{t`Right`}</State>}
        {result === false && <State tone="bad">{t`Would be reported`}</State>}
        {result === null && <State tone="warn">{t`The pattern cannot be tried here`}</State>}
      </p>
      {rule && (
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label={t`What to say, in English`}>
            <Input value={rule.message.en} onChange={(event) => set({ message: { ...rule.message, en: event.target.value } })} />
          </Field>
          <Field label={t`What to say, in Chinese`}>
            <Input value={rule.message.zh} onChange={(event) => set({ message: { ...rule.message, zh: event.target.value } })} />
          </Field>
        </div>
      )}
    </fieldset>
  );
}
