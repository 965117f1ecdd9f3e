import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Field, Input } from '@/ui/form';

/** A filter in the words of the other system, for those who know them: it stands behind a word until somebody wants it. */
export function OwnFilter({ value, onChange }: { value: string | undefined; onChange: (filter: string | undefined) => void }) {
  const { t } = useLingui();
  const [isOpen, setIsOpen] = useState(Boolean(value));
  if (!isOpen) {
    return (
      <button type="button" className="self-start text-xs text-accent-ink hover:underline" onClick={() => setIsOpen(true)}>
        {t`Filter in the other system's own words…`}
      </button>
    );
  }
  return (
    <Field label={t`Filter in the other system's own words (optional)`} help={t`The other system leaves out what does not fit, so it is not even read.`}>
      <Input className="font-mono text-xs" value={value ?? ''} onChange={(event) => onChange(event.target.value || undefined)} />
    </Field>
  );
}
