import { useLingui } from '@lingui/react/macro';
import { Field, Input } from '@/ui/form';
import type { Definition } from '../model/definition';

/** What holds where nothing is said. */
const USUAL = { error_share_max: 0.1, changed_share_max: 1, protected_share_max: 0.2, records_min: 100, volume_change_max: 0.8, share_max: 0.1, count_free: 20 };

interface LimitsFormProps {
  definition: Definition;
  onChange: (definition: Definition) => void;
}

/** Where a run stops before it does harm and asks a person, and where it only warns. */
export function LimitsForm({ definition, onChange }: LimitsFormProps) {
  const { t } = useLingui();
  const { limits, deletions } = definition;
  const setLimit = (name: keyof Definition['limits'], value: number) => onChange({ ...definition, limits: { ...limits, [name]: value } });
  const setDeletions = (name: 'share_max' | 'count_free', value: number) => onChange({ ...definition, deletions: { ...deletions, [name]: value } });
  return (
    <>
      <fieldset className="grid gap-x-5 gap-y-4 @md:grid-cols-2">
        <legend className="mb-2 text-sm font-semibold">{t`Stop and ask when`}</legend>
        <Field label={t`rejected rows exceed (%)`}>
          <Share value={limits.error_share_max ?? USUAL.error_share_max} onChange={(share) => setLimit('error_share_max', share)} />
        </Field>
        <Field label={t`changed records exceed (%)`}>
          <Share value={limits.changed_share_max ?? USUAL.changed_share_max} onChange={(share) => setLimit('changed_share_max', share)} />
        </Field>
        <Field label={t`changed names, phones, e-mails exceed (%)`} help={t`Protects against a script that changes ten thousand phone numbers.`}>
          <Share value={limits.protected_share_max ?? USUAL.protected_share_max} onChange={(share) => setLimit('protected_share_max', share)} />
        </Field>
        <Field label={t`deleted records exceed (%)`}>
          <Share value={deletions.share_max ?? USUAL.share_max} onChange={(share) => setDeletions('share_max', share)} />
        </Field>
        <Field label={t`but not for fewer records than`} help={t`A share means little for a handful of records.`}>
          <Count value={limits.records_min ?? USUAL.records_min} onChange={(count) => setLimit('records_min', count)} />
        </Field>
        <Field label={t`and never for so many deletions`} help={t`Up to this many are deleted without a question.`}>
          <Count value={deletions.count_free ?? USUAL.count_free} onChange={(count) => setDeletions('count_free', count)} />
        </Field>
      </fieldset>
      <fieldset className="grid gap-x-5 gap-y-4 @md:grid-cols-2">
        <legend className="mb-2 text-sm font-semibold">{t`Warn when`}</legend>
        <Field label={t`a full read differs from the one before by more than (%)`} help={t`An upstream change often shows first in how many rows come.`}>
          <Share value={limits.volume_change_max ?? USUAL.volume_change_max} onChange={(share) => setLimit('volume_change_max', share)} />
        </Field>
      </fieldset>
    </>
  );
}

function Share({ value, onChange }: { value: number; onChange: (share: number) => void }) {
  return <Input type="number" min={0} max={100} value={String(Math.round(value * 100))} onChange={(event) => onChange(Math.min(100, Math.max(0, Number(event.target.value))) / 100)} />;
}

function Count({ value, onChange }: { value: number; onChange: (count: number) => void }) {
  return <Input type="number" min={0} step={1} value={String(value)} onChange={(event) => onChange(Math.max(0, Math.floor(Number(event.target.value))))} />;
}
