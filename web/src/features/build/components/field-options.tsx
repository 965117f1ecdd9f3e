import { Trans, useLingui } from '@lingui/react/macro';
import { Plus, X } from 'lucide-react';
import type { Schemas } from '@/api/client';
import { Button, IconButton } from '@/ui/button';
import { Input, Select } from '@/ui/form';

type Option = NonNullable<Schemas['FieldNew']['options']>[number];

/** The choices of a field, each with what people read in both languages. */
export function Options({ options, withStages, onChange }: { options: Option[]; withStages: boolean; onChange: (options: Option[]) => void }) {
  const { t } = useLingui();
  const set = (place: number, part: Partial<Option>) => onChange(options.map((option, index) => (index === place ? { ...option, ...part } : option)));
  return (
    <div>
      <p className="pb-1.5 text-xs font-medium text-soft">
        <Trans>Choices</Trans>
      </p>
      {withStages && (
        <p className="pb-1.5 text-xs text-faint">
          <Trans>A stage says whether a record with this choice is still at work, won or lost: its colour tells it everywhere.</Trans>
        </p>
      )}
      <ul className="flex flex-col gap-1.5">
        {options.map((option, index) => (
          <li key={index} className={withStages ? 'grid grid-cols-[1fr_1fr_auto] gap-2 sm:grid-cols-[1fr_1fr_1fr_7rem_auto]' : 'grid grid-cols-[1fr_1fr_1fr_auto] gap-2'}>
            <Input aria-label={t`Value ${index + 1}`} placeholder={t`value`} className="font-mono" value={option.value} onChange={(event) => set(index, { value: event.target.value })} />
            <Input aria-label={t`English label ${index + 1}`} placeholder={t`English`} value={option.label.en} onChange={(event) => set(index, { label: { ...option.label, en: event.target.value } })} />
            <Input aria-label={t`Chinese label ${index + 1}`} placeholder={t`Chinese`} value={option.label.zh} onChange={(event) => set(index, { label: { ...option.label, zh: event.target.value } })} />
            {withStages && (
              <Select aria-label={t`Meaning of ${index + 1}`} value={option.stage ?? ''} onChange={(event) => set(index, { stage: (event.target.value || null) as Option['stage'] })}>
                <option value="">{t`no stage`}</option>
                <option value="open">{t`open`}</option>
                <option value="won">{t`won`}</option>
                <option value="lost">{t`lost`}</option>
              </Select>
            )}
            <span className={withStages ? 'max-sm:col-start-3 max-sm:row-start-1' : undefined}>
              <IconButton label={t`Remove`} onClick={() => onChange(options.filter((_, at) => at !== index))}>
                <X size={14} />
              </IconButton>
            </span>
          </li>
        ))}
      </ul>
      <Button size="small" look="quiet" className="mt-1.5" icon={<Plus size={14} />} onClick={() => onChange([...options, { value: '', label: { en: '', zh: '' } }])}>
        <Trans>Add a choice</Trans>
      </Button>
    </div>
  );
}
