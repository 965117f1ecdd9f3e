import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { ListFilter, X } from 'lucide-react';
import { useState } from 'react';
import type { FieldDefinition } from '@/api/objects';
import { day } from '@/shared/format';
import { words } from '@/shared/locale';
import { ReferenceName, ReferencePicker } from '@/shared/reference-picker';
import { booleanText, optionLabel } from '@/shared/value-text';
import { Button } from '@/ui/button';
import { ChoiceList } from '@/ui/combobox';
import { Checkbox, Field, Input, Select } from '@/ui/form';
import { Popover } from '@/ui/popover';
import { type Comparison, comparisonsOf, type Condition, needsValue } from '@/shared/conditions';

interface FilterBarProps {
  fields: FieldDefinition[];
  conditions: Condition[];
  onChange: (conditions: Condition[]) => void;
}

/** The conditions of a list, each a sentence that can be clicked to change it. */
export function FilterBar({ fields, conditions, onChange }: FilterBarProps) {
  const { t } = useLingui();
  const set = (index: number, condition: Condition | null) => onChange(conditions.flatMap((old, at) => (at === index ? (condition ?? []) : old)));
  return (
    <>
      {conditions.map((condition, index) => {
        const field = fields.find((candidate) => candidate.name === condition.field);
        if (!field) return null;
        return <Sentence key={index} field={field} condition={condition} onChange={(next) => set(index, next)} />;
      })}
      <AddCondition fields={fields} onAdd={(condition) => onChange([...conditions, condition])} />
      {conditions.length > 1 && (
        <Button look="quiet" size="small" onClick={() => onChange([])}>
          <Trans>Clear all</Trans>
        </Button>
      )}
      <span className="sr-only" role="status">
        {t`${plural(conditions.length, { one: '# condition', other: '# conditions' })}`}
      </span>
    </>
  );
}

function AddCondition({ fields, onAdd }: { fields: FieldDefinition[]; onAdd: (condition: Condition) => void }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const [field, setField] = useState<FieldDefinition>();
  const close = (isOpen: boolean) => {
    setOpen(isOpen);
    setField(undefined);
  };
  return (
    <Popover
      open={open}
      onOpenChange={close}
      label={t`Add a filter`}
      className="w-72 p-2!"
      trigger={
        <Button size="small" look="quiet" icon={<ListFilter size={14} />}>
          <Trans>Filter</Trans>
        </Button>
      }
    >
      {field ? (
        <ConditionForm
          field={field}
          condition={{ field: field.name, is: comparisonsOf(field)[0] ?? 'filled' }}
          onDone={(condition) => {
            onAdd(condition);
            close(false);
          }}
        />
      ) : (
        <ChoiceList
          label={t`Field to filter by`}
          choices={fields.map((each) => ({ value: each.name, label: words(each.label), words: `${each.label.en} ${each.label.zh}` }))}
          onChoose={(name) => setField(fields.find((each) => each.name === name))}
        />
      )}
    </Popover>
  );
}

/** One value of a condition, as people read it. */
function operandText(field: FieldDefinition, comparison: Comparison, value: string): string {
  if (field.type === 'select' || field.type === 'multi_select') return optionLabel(field, value);
  if (field.type === 'boolean') return booleanText(value === 'true');
  return comparison === 'from' || comparison === 'until' ? day(value) : value;
}

function Sentence({ field, condition, onChange }: { field: FieldDefinition; condition: Condition; onChange: (condition: Condition | null) => void }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const names = useComparisons();
  const value = condition.value?.split('\n').map((each) => operandText(field, condition.is, each)).join(t({ message: ' or ', comment: 'between the values of a filter' }));
  return (
    <span className="inline-flex h-7 max-w-full items-center rounded-md border border-line bg-panel text-xs shadow-low">
      <Popover
        open={open}
        onOpenChange={setOpen}
        label={t`Change the filter`}
        className="w-72"
        trigger={
          <button type="button" className="flex h-full min-w-0 items-center gap-1 rounded-l-md px-2 hover:bg-hover">
            <span className="text-soft">{words(field.label)}</span>
            <span className="whitespace-nowrap text-faint">{names[condition.is]}</span>
            {needsValue(condition.is) && <span className="truncate font-medium">{field.type === 'reference' && condition.value ? <ReferenceName object={field.to ?? ''} id={condition.value} /> : value}</span>}
          </button>
        }
      >
        <ConditionForm
          field={field}
          condition={condition}
          onDone={(next) => {
            onChange(next);
            setOpen(false);
          }}
        />
      </Popover>
      <button type="button" aria-label={t`Remove the filter on ${words(field.label)}`} className="grid h-full w-6 place-items-center rounded-r-md border-l border-line text-faint hover:bg-hover" onClick={() => onChange(null)}>
        <X size={12} />
      </button>
    </span>
  );
}

export function useComparisons(): Record<Comparison, string> {
  const { t } = useLingui();
  return {
    is: t({ message: 'is', context: 'filter' }),
    is_not: t({ message: 'is not', context: 'filter' }),
    contains: t({ message: 'contains', context: 'filter' }),
    starts: t({ message: 'starts with', context: 'filter' }),
    has: t({ message: 'includes', context: 'filter' }),
    any: t({ message: 'is', context: 'filter' }),
    none: t({ message: 'is not', context: 'filter' }),
    more: t({ message: 'is at least', context: 'filter' }),
    less: t({ message: 'is at most', context: 'filter' }),
    from: t({ message: 'from', context: 'filter' }),
    until: t({ message: 'until', context: 'filter' }),
    empty: t({ message: 'is empty', context: 'filter' }),
    filled: t({ message: 'is filled', context: 'filter' }),
  };
}

function ConditionForm({ field, condition, onDone }: { field: FieldDefinition; condition: Condition; onDone: (condition: Condition) => void }) {
  const { t } = useLingui();
  const [draft, setDraft] = useState(condition);
  const names = useComparisons();
  const isComplete = !needsValue(draft.is) || Boolean(draft.value);
  return (
    <form
      className="flex flex-col gap-3 p-1"
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete) onDone(draft);
      }}
    >
      <Field label={words(field.label)}>
        <Select value={draft.is} onChange={(event) => setDraft({ ...draft, is: event.target.value as Comparison })}>
          {comparisonsOf(field).map((comparison) => (
            <option key={comparison} value={comparison}>
              {names[comparison]}
            </option>
          ))}
        </Select>
      </Field>
      {needsValue(draft.is) && <ConditionValue field={field} condition={draft} onChange={(value) => setDraft({ ...draft, value })} />}
      <Button type="submit" look="primary" size="small" disabled={!isComplete}>
        {t`Apply`}
      </Button>
    </form>
  );
}

function ConditionValue({ field, condition, onChange }: { field: FieldDefinition; condition: Condition; onChange: (value: string) => void }) {
  const { t } = useLingui();
  if (field.type === 'select' || field.type === 'multi_select') {
    const chosen = condition.value?.split('\n').filter(Boolean) ?? [];
    const isOne = condition.is === 'has';
    return (
      <div role="group" aria-label={t`Value`} className="flex max-h-56 flex-col gap-1.5 overflow-auto">
        {field.options?.map((option) => (
          <Checkbox
            key={option.value}
            checked={chosen.includes(option.value)}
            onChange={(event) => {
              const others = isOne ? [] : chosen.filter((each) => each !== option.value);
              onChange((event.target.checked ? [...others, option.value] : others).join('\n'));
            }}
          >
            {words(option.label) || option.value}
          </Checkbox>
        ))}
      </div>
    );
  }
  if (field.type === 'boolean') {
    return (
      <Select aria-label={t`Value`} value={condition.value ?? ''} onChange={(event) => onChange(event.target.value)}>
        <option value="">–</option>
        <option value="true">{t`Yes`}</option>
        <option value="false">{t`No`}</option>
      </Select>
    );
  }
  if (field.type === 'reference') return <ReferencePicker object={field.to ?? ''} label={t`Value`} value={condition.value ?? ''} onChange={(id) => onChange(id ?? '')} />;
  const type = field.type === 'date' || field.type === 'datetime' ? 'date' : 'text';
  return <Input type={type} aria-label={t`Value`} autoFocus value={condition.value ?? ''} onChange={(event) => onChange(event.target.value)} inputMode={['integer', 'decimal', 'money'].includes(field.type) ? 'decimal' : undefined} />;
}
