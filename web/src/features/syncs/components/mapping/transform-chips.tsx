import { Trans, useLingui } from '@lingui/react/macro';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { FieldDefinition } from '@/api/objects';
import { Button } from '@/ui/button';
import { ChoiceList } from '@/ui/combobox';
import { Field, Input } from '@/ui/form';
import { Popover } from '@/ui/popover';
import { addTransform, makeTransform, type Rule, type Transform, transformArguments, transformName } from '../../model/mapping';

interface Operator {
  name: string;
  label: string;
  group: string;
  arguments: string[];
}

function useOperators(): Operator[] {
  const { t } = useLingui();
  const text = t`Change the text`;
  const kind = t`Understand it as`;
  return [
    { name: 'trim', label: t`trim blanks`, group: text, arguments: [] },
    { name: 'lower', label: t`lower case`, group: text, arguments: [] },
    { name: 'upper', label: t`upper case`, group: text, arguments: [] },
    { name: 'title', label: t`Capital Letters`, group: text, arguments: [] },
    { name: 'text', label: t`clean text`, group: text, arguments: [] },
    { name: 'replace', label: t`replace`, group: text, arguments: [t`Text`, t`By`] },
    { name: 'prefix', label: t`put before`, group: text, arguments: [t`Text`] },
    { name: 'suffix', label: t`put after`, group: text, arguments: [t`Text`] },
    { name: 'concat', label: t`join the columns`, group: text, arguments: [t`Between them (optional)`] },
    { name: 'first_non_empty', label: t`first that is filled`, group: text, arguments: [] },
    { name: 'split', label: t`cut at`, group: text, arguments: [t`Separator`, t`Piece number (optional)`] },
    { name: 'regex_extract', label: t`take out by pattern`, group: text, arguments: [t`Regular expression`, t`Group number (optional)`] },
    { name: 'value', label: t`always this value`, group: text, arguments: [t`Value`] },
    { name: 'when', label: t`only when`, group: text, arguments: [t`Column`, t`Value`] },
    { name: 'phone', label: t`phone`, group: kind, arguments: [t`Region, e.g. CN (optional)`] },
    { name: 'email', label: t`e-mail`, group: kind, arguments: [] },
    { name: 'date', label: t`date`, group: kind, arguments: [t`day_first or month_first (optional)`] },
    { name: 'datetime', label: t`date and time`, group: kind, arguments: [t`Zone, e.g. Asia/Shanghai (optional)`] },
    { name: 'number', label: t`number`, group: kind, arguments: [] },
    { name: 'money', label: t`amount`, group: kind, arguments: [t`Currency, e.g. CNY (optional)`] },
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

/** What happens to the value on its way, each step a chip that can be changed. */
export function TransformChips({ rule, onChange }: { rule: Rule; type?: FieldDefinition['type']; onChange: (transforms: Transform[]) => void }) {
  const operators = useOperators();
  const { transforms } = rule;
  return (
    <>
      {transforms.map((transform, index) => (
        <TransformChip
          key={`${transformName(transform)} ${index}`}
          transform={transform}
          operators={operators}
          onChange={(next) => onChange(next ? transforms.map((each, at) => (at === index ? next : each)) : transforms.filter((_, at) => at !== index))}
        />
      ))}
      <AddTransform operators={operators} onAdd={(transform) => onChange(addTransform(transforms, transform))} />
    </>
  );
}

function TransformChip({ transform, operators, onChange }: { transform: Transform; operators: Operator[]; onChange: (transform: Transform | null) => void }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const name = transformName(transform);
  const operator = operators.find((each) => each.name === name);
  const given = transformArguments(transform);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      label={t`Change ${operator?.label ?? name}`}
      className="w-64"
      trigger={
        <button type="button" className="inline-flex h-6 max-w-48 items-center gap-1 rounded-sm bg-accent-ground px-1.5 text-xs text-accent-ink hover:brightness-95">
          <span className="truncate">
            {operator?.label ?? name} {given.join(' → ')}
          </span>
        </button>
      }
    >
      <ArgumentsForm
        operator={operator ?? { name, label: name, group: '', arguments: given.map(() => t`Value`) }}
        given={given}
        onSave={(next) => {
          onChange(next);
          setOpen(false);
        }}
        onRemove={() => {
          onChange(null);
          setOpen(false);
        }}
      />
    </Popover>
  );
}

function AddTransform({ operators, onAdd }: { operators: Operator[]; onAdd: (transform: Transform) => void }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<Operator>();
  const close = () => {
    setOpen(false);
    setChosen(undefined);
  };
  return (
    <Popover
      open={open}
      onOpenChange={(next) => (next ? setOpen(true) : close())}
      label={t`Add a step`}
      className="w-64 p-2!"
      trigger={
        <button type="button" aria-label={t`Add a step`} className="grid size-6 place-items-center rounded-sm border border-dashed border-edge/60 text-faint hover:bg-hover hover:text-ink">
          <Plus size={12} />
        </button>
      }
    >
      {chosen ? (
        <ArgumentsForm
          operator={chosen}
          given={[]}
          onSave={(transform) => {
            onAdd(transform);
            close();
          }}
        />
      ) : (
        <ChoiceList
          label={t`Step`}
          choices={operators.map((operator) => ({ value: operator.name, label: operator.label, group: operator.group, words: operator.name }))}
          onChoose={(name) => {
            const operator = operators.find((each) => each.name === name);
            if (!operator) return;
            if (operator.arguments.length === 0) {
              onAdd(name);
              close();
            } else setChosen(operator);
          }}
        />
      )}
    </Popover>
  );
}

function ArgumentsForm({ operator, given, onSave, onRemove }: { operator: Operator; given: string[]; onSave: (transform: Transform) => void; onRemove?: () => void }) {
  const { t } = useLingui();
  const [values, setValues] = useState(() => operator.arguments.map((_, index) => given[index] ?? ''));
  return (
    <form
      className="flex flex-col gap-3 p-1"
      onSubmit={(event) => {
        event.preventDefault();
        onSave(makeTransform(operator.name, values));
      }}
    >
      <p className="text-sm font-medium">{operator.label}</p>
      {operator.arguments.map((label, index) => (
        <Field key={label} label={label}>
          <Input autoFocus={index === 0} value={values[index] ?? ''} onChange={(event) => setValues(values.map((value, at) => (at === index ? event.target.value : value)))} />
        </Field>
      ))}
      <div className="flex justify-between gap-2">
        {onRemove ? (
          <Button size="small" look="danger" onClick={onRemove}>
            <Trans>Remove</Trans>
          </Button>
        ) : (
          <span />
        )}
        {operator.arguments.length > 0 && (
          <Button size="small" look="primary" type="submit">
            {t`Apply`}
          </Button>
        )}
      </div>
    </form>
  );
}
