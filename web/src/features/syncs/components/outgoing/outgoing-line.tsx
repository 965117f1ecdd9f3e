import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowRight, MoreHorizontal, Sparkle, Table2, TextCursorInput, Trash2, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { FieldDefinition } from '@/api/objects';
import { listed } from '@/shared/format';
import { useTypeWord } from '@/shared/type-words';
import { rawText } from '@/shared/value-text';
import { IconButton } from '@/ui/button';
import { classes } from '@/ui/classes';
import { type Choice, Combobox } from '@/ui/combobox';
import { Menu, MenuItem } from '@/ui/menu';
import type { OutgoingRule } from '../../model/definition';
import type { StreamField } from '../../model/outgoing';
import type { OutgoingResult } from '../../model/outgoing-samples';
import type { Operator } from '../mapping/operators';
import { ValueDialog, ValueTableDialog } from '../mapping/rule-dialogs';
import { TransformChips } from '../mapping/transform-chips';

interface OutgoingLineProps {
  rule: OutgoingRule;
  /** Fields of ours, and of theirs, to choose from. */
  ours: Choice[];
  theirs: Choice[];
  /** The chosen field of ours, and of theirs, as far as known. */
  field?: FieldDefinition;
  there?: StreamField;
  operators: Operator[];
  /** What it gives for the chosen record. */
  result?: OutgoingResult;
  onChange: (part: Partial<OutgoingRule>) => void;
  onRemove: () => void;
}

/** One line: a field of ours or a value for all, steps on the way, the field there. */
export function OutgoingLine({ rule, ours, theirs, field, there, operators, result, onChange, onRemove }: OutgoingLineProps) {
  const { t } = useLingui();
  const [open, setOpen] = useState<'values' | 'value'>();
  const isFixed = rule.value !== undefined;
  const values = rule.values ?? {};
  const valueCount = Object.keys(values).length;
  const label = there?.label || rule.to || t`the field there`;
  const chip = 'inline-flex h-6 items-center gap-1 rounded-sm border border-line px-1.5 text-xs hover:bg-hover';
  return (
    <li data-outgoing={rule.to} className={classes('rounded-md border bg-panel px-3 py-2', result?.fault ? 'border-bad/50' : 'border-line')}>
      <div className="grid grid-cols-[minmax(0,1fr)_16px_minmax(0,1fr)_24px] items-center gap-2">
        {isFixed ? (
          <button type="button" onClick={() => setOpen('value')} className="flex h-8 items-center rounded-md border border-line px-2.5 text-left text-sm hover:bg-hover">
            <span className="truncate">{t`always “${rule.value ?? ''}”`}</span>
          </button>
        ) : (
          <Combobox label={t`Field here`} none={t`Choose a field`} value={rule.from} choices={ours} onChange={(from) => onChange({ from })} />
        )}
        <ArrowRight size={14} className="text-faint" aria-label={t`becomes`} />
        <Combobox label={t`Field there`} none={t`Choose a field`} value={rule.to} choices={theirs} onChange={(to) => onChange({ to })} />
        <Menu
          trigger={
            <IconButton size="small" label={t`More about ${label}`}>
              <MoreHorizontal size={14} />
            </IconButton>
          }
        >
          {!isFixed && (
            <MenuItem icon={<Table2 size={14} />} onSelect={() => setOpen('values')}>
              <Trans>Value table…</Trans>
            </MenuItem>
          )}
          <MenuItem icon={<TextCursorInput size={14} />} checked={isFixed} onSelect={() => (isFixed ? onChange({ value: undefined }) : setOpen('value'))}>
            <Trans>The same value for all…</Trans>
          </MenuItem>
          <MenuItem icon={<Sparkle size={14} />} checked={rule.only_create ?? false} onSelect={() => onChange({ only_create: !rule.only_create })}>
            <Trans>Only when the record is made there</Trans>
          </MenuItem>
          <MenuItem icon={<Trash2 size={14} />} danger onSelect={onRemove}>
            <Trans>Remove the rule</Trans>
          </MenuItem>
        </Menu>
      </div>
      <div className="mt-1.5 flex flex-wrap items-center gap-1.5">
        {!isFixed && rule.from !== '' && <TransformChips transforms={rule.transforms ?? []} operators={operators} onChange={(transforms) => onChange({ transforms })} />}
        {valueCount > 0 && (
          <button type="button" onClick={() => setOpen('values')} className={chip}>
            <Table2 size={11} className="text-faint" />
            {t`value table: ${valueCount}`}
          </button>
        )}
        {rule.only_create && <span className="text-xs text-soft">{t`only when it is made there`}</span>}
        <span className="flex-1" />
        {there && <Takes field={there} />}
      </div>
      {result && <LineResult result={result} there={there} />}
      {open === 'values' && <ValueTableDialog outwards values={values} label={label} known={knownValues(field)} onClose={() => setOpen(undefined)} onSave={(next) => onChange({ values: next })} />}
      {open === 'value' && <ValueDialog title={t`The same value of ${label} for all`} help={t`It is sent for every record, instead of a field.`} value={rule.value ?? ''} onClose={() => setOpen(undefined)} onSave={(value) => onChange({ value, from: '', transforms: [], values: {} })} />}
    </li>
  );
}

/** What the other system would be given for the chosen record; red where it would not take it. */
function LineResult({ result, there }: { result: OutgoingResult; there?: StreamField }) {
  const { t } = useLingui();
  const { value, fault, refers } = result;
  const faults = {
    missing: t`The other system needs a value here.`,
    long: t`Longer than the other system takes: ${plural(there?.length_max ?? 0, { one: 'at most # character', other: 'at most # characters' })}`,
    option: t`Not one of the values that the other system knows.`,
  };
  const text = rawText(value);
  return (
    <div className="mt-1.5 grid grid-cols-[12px_minmax(0,1fr)] items-start gap-x-2 text-xs">
      <ArrowRight size={12} className="mt-0.5 text-faint" aria-label={t`becomes`} />
      <div>
        {refers ? <span className="text-soft">{t`its own id of the record that is referred to`}</span> : text ? <span className={classes('line-clamp-2 font-medium break-words', fault ? 'text-bad' : 'text-ink')}>{text}</span> : <span className="text-faint">{t`no value`}</span>}
        {fault && (
          <span className="flex items-center gap-1 text-bad">
            <TriangleAlert size={12} aria-hidden /> {faults[fault]}
          </span>
        )}
      </div>
    </div>
  );
}

/** The values that a field can have, where there are few. */
function knownValues(field: FieldDefinition | undefined): string[] {
  if (field?.type === 'boolean') return ['true', 'false'];
  return (field?.options ?? []).map((option) => option.value);
}

/** What a field there takes. */
function Takes({ field }: { field: StreamField }) {
  const { t } = useLingui();
  const typeWord = useTypeWord();
  const options = field.options ?? [];
  const said = [
    typeWord(field.kind),
    field.required && t`required`,
    field.length_max && t`${plural(field.length_max, { one: 'at most # character', other: 'at most # characters' })}`,
    options.length > 0 && t`${plural(options.length, { one: '# option', other: '# options' })}`,
    !field.updatable && t`only when it is made there`,
  ].filter(Boolean);
  return (
    <span className="text-2xs text-faint" title={listed(options.slice(0, 40)) || undefined}>
      {said.join(' · ')}
    </span>
  );
}
