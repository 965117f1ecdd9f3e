import { Trans, useLingui } from '@lingui/react/macro';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/ui/button';
import { ChoiceList } from '@/ui/combobox';
import { Field, Input, Select } from '@/ui/form';
import { Popover } from '@/ui/popover';
import { addTransform, makeTransform, type Transform, transformArguments, transformName } from '../../model/mapping';
import { argumentText, type Operator } from './operators';

/** What happens to the value on its way, each step a chip that can be changed. */
export function TransformChips({ transforms, operators, onChange }: { transforms: Transform[]; operators: Operator[]; onChange: (transforms: Transform[]) => void }) {
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
            {operator?.label ?? name} {given.map((value, index) => argumentText(operator, index, value)).join(' → ')}
          </span>
        </button>
      }
    >
      <ArgumentsForm
        operator={operator ?? { name, label: name, group: '', arguments: given.map(() => ({ label: t`Value` })) }}
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
      {operator.arguments.map(({ label, choices }, index) => {
        const value = values[index] ?? '';
        const set = (next: string) => setValues(values.map((each, at) => (at === index ? next : each)));
        return (
          <Field key={label} label={label}>
            {choices ? (
              <Select autoFocus={index === 0} value={value} onChange={(event) => set(event.target.value)}>
                {/* What was written by hand stays, known here or not. */}
                {[...choices, ...(choices.some((choice) => choice.value === value) ? [] : [{ value, label: value }])].map((choice) => (
                  <option key={choice.value} value={choice.value}>
                    {choice.label}
                  </option>
                ))}
              </Select>
            ) : (
              <Input autoFocus={index === 0} value={value} onChange={(event) => set(event.target.value)} />
            )}
          </Field>
        );
      })}
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
