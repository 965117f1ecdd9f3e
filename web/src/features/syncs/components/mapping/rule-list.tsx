import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowRight, Asterisk, Lock, MoreHorizontal, Shuffle, Table2, TextCursorInput, Trash2, TriangleAlert, Unplug, X } from 'lucide-react';
import { useState } from 'react';
import type { TriedRow } from '@/api/mapping-try';
import type { ObjectDefinition } from '@/api/objects';
import { words } from '@/shared/locale';
import { Value } from '@/shared/value';
import { rawText } from '@/shared/value-text';
import { IconButton } from '@/ui/button';
import { classes } from '@/ui/classes';
import { Menu, MenuItem } from '@/ui/menu';
import { Empty, Notice } from '@/ui/states';
import { addColumn, change, disconnect, type Mapping, remove, type Rule, usedColumns } from '../../model/mapping';
import type { SourceColumn } from '../../model/source-columns';
import type { Target } from '../../model/targets';
import type { Drifted } from '../../model/use-drift';
import { dropLook, dropTarget } from './drop';
import { useOperators } from './operators';
import { TransformChips } from './transform-chips';
import { ValueDialog, ValueTableDialog } from './rule-dialogs';

interface RuleListProps {
  object: ObjectDefinition;
  mapping: Mapping;
  targets: Target[];
  columns: SourceColumn[];
  row: Record<string, unknown>;
  result?: TriedRow;
  onChange: (mapping: Mapping) => void;
  authority?: Authority;
  drifted?: Drifted;
}

/** Fields for which this system alone is responsible, and making one so. */
export interface Authority {
  isLocked: (field: string) => boolean;
  toggle: (field: string) => void;
}

/** One line a rule: source chips, transform chips, field; below, what becomes of the chosen sample. */
export function RuleList({ object, mapping, targets, columns, row, result, onChange, authority, drifted }: RuleListProps) {
  const { t } = useLingui();
  if (mapping.fields.length === 0) {
    return (
      <Empty icon={<Shuffle size={20} />} title={t`No field is mapped yet`}>
        <Trans>Drag a field of the source onto a field of the record, press its link button, or take the suggestions.</Trans>
      </Empty>
    );
  }
  const rank = new Map(targets.map((target, index) => [target.name, index]));
  const rules = mapping.fields.map((rule, index) => ({ rule, index })).sort((one, other) => (rank.get(one.rule.to) ?? 999) - (rank.get(other.rule.to) ?? 999));
  return (
    <ul aria-label={t`Rules`} className="flex flex-col gap-1.5 p-3">
      {result?.refused && (
        <li>
          <Notice tone="bad">
            <Trans>This row would be refused: {words(result.refused.text)}</Trans>
          </Notice>
        </li>
      )}
      {rules.map(({ rule, index }) => (
        <RuleLine key={index} object={object} rule={rule} index={index} target={targets.find((target) => target.name === rule.to)} mapping={mapping} columns={columns} row={row} result={result} onChange={onChange} authority={authority} drifted={drifted} />
      ))}
    </ul>
  );
}

interface RuleLineProps {
  object: ObjectDefinition;
  rule: Rule;
  index: number;
  target?: Target;
  mapping: Mapping;
  columns: SourceColumn[];
  row: Record<string, unknown>;
  result?: TriedRow;
  onChange: (mapping: Mapping) => void;
  authority?: Authority;
  drifted?: Drifted;
}

function RuleLine({ object, rule, index, target, mapping, columns, row, result, onChange, authority, drifted }: RuleLineProps) {
  const { t } = useLingui();
  const operators = useOperators();
  const [open, setOpen] = useState<'values' | 'default'>();
  const label = target?.label ?? rule.to;
  const findings = result?.findings.filter((finding) => finding.field === rule.to.split('.')[0]) ?? [];
  const valueCount = Object.keys(rule.values).length;
  const field = rule.to.split('.')[0] ?? '';
  const isLocked = authority?.isLocked(field) ?? false;
  return (
    <li data-rule={rule.to} {...dropTarget((column) => onChange(addColumn(mapping, index, column)))} className={classes('rounded-md border bg-panel px-3 py-2', dropLook, findings.length > 0 ? 'border-bad/50' : 'border-line')}>
      <div className="flex flex-wrap items-center gap-1.5">
        {rule.from.map((column) => (
          <span key={column} className={classes('inline-flex h-6 max-w-56 items-center gap-1 rounded-sm pl-2 text-xs', isGone(columns, column) ? 'bg-bad-ground text-bad' : 'bg-hover')}>
            {isGone(columns, column) && <Unplug size={11} className="shrink-0" role="img" aria-label={t`The source has no such field any more`} />}
            <span className="truncate" title={isGone(columns, column) ? t`The source has no such field any more` : column}>
              {columns.find((each) => each.name === column)?.label ?? column}
            </span>
            <button type="button" aria-label={t`Take ${column} out`} className="grid size-6 place-items-center text-faint hover:text-bad" onClick={() => onChange(disconnect(mapping, index, column))}>
              <X size={11} />
            </button>
          </span>
        ))}
        {rule.from.length === 0 && <span className="text-xs text-faint">{t`no column`}</span>}
        <TransformChips transforms={rule.transforms} operators={operators} onChange={(transforms) => onChange(change(mapping, index, { transforms }))} />
        {valueCount > 0 && (
          <button type="button" onClick={() => setOpen('values')} className="inline-flex h-6 items-center gap-1 rounded-sm border border-line px-1.5 text-xs hover:bg-hover">
            <Table2 size={11} className="text-faint" />
            {t`value table: ${valueCount}`}
          </button>
        )}
        {rule.default !== undefined && (
          <button type="button" onClick={() => setOpen('default')} className="inline-flex h-6 items-center gap-1 rounded-sm border border-line px-1.5 text-xs hover:bg-hover">
            {t`else “${rule.default}”`}
          </button>
        )}
        <span className="ml-auto flex items-center gap-1.5">
          <ArrowRight size={14} className="shrink-0 text-faint" aria-label={t`becomes`} />
          <span className="flex items-center gap-1 text-sm font-medium">
            {label}
            {rule.required && <Asterisk size={11} className="text-bad" aria-label={t`required`} />}
            {isLocked && <Lock size={11} className="text-faint" role="img" aria-label={t`This system alone decides`} />}
          </span>
          <Menu
            trigger={
              <IconButton size="small" label={t`More about ${label}`}>
                <MoreHorizontal size={14} />
              </IconButton>
            }
          >
            <MenuItem icon={<Table2 size={14} />} onSelect={() => setOpen('values')}>
              <Trans>Value table…</Trans>
            </MenuItem>
            <MenuItem icon={<TextCursorInput size={14} />} onSelect={() => setOpen('default')}>
              <Trans>Value where there is none…</Trans>
            </MenuItem>
            <MenuItem icon={<Asterisk size={14} />} checked={rule.required ?? false} onSelect={() => onChange(change(mapping, index, { required: rule.required ? undefined : true }))}>
              <Trans>Required in each row</Trans>
            </MenuItem>
            {authority && target?.field && (
              <MenuItem icon={<Lock size={14} />} checked={isLocked} onSelect={() => authority.toggle(field)}>
                <Trans>Lock: this system alone decides</Trans>
              </MenuItem>
            )}
            <MenuItem icon={<Trash2 size={14} />} danger onSelect={() => onChange(remove(mapping, index))}>
              <Trans>Remove the rule</Trans>
            </MenuItem>
          </Menu>
        </span>
      </div>
      {rule.from.filter((column) => isGone(columns, column)).map((column) => (
        <Renamed key={column} column={column} rule={rule} mapping={mapping} columns={columns} drifted={drifted} onRename={(to) => onChange(change(mapping, index, { from: rule.from.map((each) => (each === column ? to : each)) }))} />
      ))}
      <SampleResult object={object} rule={rule} row={row} result={result} findings={findings} />
      {open === 'values' && <ValueTableDialog values={rule.values} label={label} known={rule.from.map((column) => rawText(row[column])).filter(Boolean).slice(0, 1)} onClose={() => setOpen(undefined)} onSave={(values) => onChange(change(mapping, index, { values }))} />}
      {open === 'default' && <ValueDialog title={t`Value where ${label} has none`} help={t`Empty: the field stays empty.`} value={rule.default ?? ''} onClose={() => setOpen(undefined)} onSave={(value) => onChange(change(mapping, index, { default: value || undefined }))} />}
    </li>
  );
}

interface RenamedProps {
  column: string;
  rule: Rule;
  mapping: Mapping;
  columns: SourceColumn[];
  drifted?: Drifted;
  onRename: (to: string) => void;
}

const RENAMED_SHOWN = 3;

/** What a column that is gone may be called now: by what the last run found, else what would be proposed for the same field. */
function Renamed({ column, rule, mapping, columns, drifted, onRename }: RenamedProps) {
  const used = usedColumns(mapping);
  const found = drifted?.get(column) ?? [];
  const proposed = columns.filter((each) => !used.has(each.name) && each.suggestion?.target === rule.to).map((each) => each.name);
  const names = [...new Set([...found, ...proposed])].filter((name) => columns.some((each) => each.name === name)).slice(0, RENAMED_SHOWN);
  if (names.length === 0) return null;
  return (
    <p className="mt-1 flex flex-wrap items-center gap-1.5 text-xs text-warn">
      <Trans>{column} is perhaps renamed to</Trans>
      {names.map((name) => (
        <button key={name} type="button" onClick={() => onRename(name)} className="rounded-sm border border-line bg-panel px-1.5 py-0.5 text-ink hover:bg-hover">
          {columns.find((each) => each.name === name)?.label ?? name}
        </button>
      ))}
    </p>
  );
}

/** True when the source described itself, and this field is not in it. */
function isGone(columns: SourceColumn[], column: string): boolean {
  return columns.length > 0 && !columns.some((each) => each.name === column);
}

interface SampleResultProps {
  object: ObjectDefinition;
  rule: Rule;
  row: Record<string, unknown>;
  result?: TriedRow;
  findings: TriedRow['findings'];
}

function SampleResult({ object, rule, row, result, findings }: SampleResultProps) {
  const raw = rule.from.map((column) => rawText(row[column])).filter(Boolean).join(' · ');
  const [name = '', part] = rule.to.split('.');
  const field = object.fields.find((each) => each.name === name);
  const whole = name === 'external_id' ? result?.external_id : name === 'updated_at' ? (result?.updated_at ?? result?.values.updated_at) : result?.values[name];
  const value = part && typeof whole === 'object' && whole !== null ? (whole as Record<string, unknown>)[part] : whole;
  return (
    <div className="mt-1 flex flex-wrap items-center gap-2 text-xs">
      <span className="min-w-0 truncate text-faint">{raw || '–'}</span>
      {result && (
        <span className="flex min-w-0 items-center gap-2">
          <ArrowRight size={11} className="shrink-0 text-faint" aria-hidden />
          <span className="min-w-0 truncate font-medium">{field && !part ? <Value field={field} value={value} plain /> : rawText(value) || '–'}</span>
        </span>
      )}
      {findings.map((finding) => (
        <span key={finding.code} className="flex items-center gap-1 text-bad">
          <TriangleAlert size={12} />
          {words(finding.text)}
        </span>
      ))}
    </div>
  );
}
