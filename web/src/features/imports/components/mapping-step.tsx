import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowRight, ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { ObjectDefinition } from '@/api/objects';
import { listed, number, percent } from '@/shared/format';
import { words } from '@/shared/locale';
import { RegionSelect } from '@/shared/region-select';
import { Value } from '@/shared/value';
import { State } from '@/ui/badge';
import { Button, IconButton } from '@/ui/button';
import { classes } from '@/ui/classes';
import { Combobox } from '@/ui/combobox';
import { Field } from '@/ui/form';
import { Panel } from '@/ui/page';
import { Notice } from '@/ui/states';
import { adjust, aim, type Draft, headerRow, type ImportReport, type MappingText, missingFields, ruleOf, type Suggestion } from '../model/draft';
import { columnSamples } from '../model/file-sample';
import { RuleOptions } from './rule-options';
import { useTargets } from './target-choices';

interface MappingStepProps {
  draft: Draft;
  object: ObjectDefinition;
  /** Of the look at the whole file. */
  report: ImportReport;
  mapping: MappingText;
  onChange: (mapping: MappingText) => void;
}

/** Column by column: what stands in it, which field it feeds and why, and what becomes of the value. */
export function MappingStep({ draft, object, report, mapping, onChange }: MappingStepProps) {
  const { t } = useLingui();
  const [at, setAt] = useState(0);
  const [onlyOpen, setOnlyOpen] = useState(false);
  const header = headerRow(report);
  const columns = allColumns(report, mapping);
  const samples = new Map(columns.map(({ column }) => [column, columnSamples(draft.sample, column, header)]));
  const rows = Math.max(0, ...[...samples.values()].map((values) => values.length));
  const missing = missingFields(mapping, object);
  const used = columns.filter(({ column }) => ruleOf(mapping, column)).length;
  const shown = onlyOpen ? columns.filter(({ column }) => !ruleOf(mapping, column)) : columns;
  return (
    <>
      {missing.length > 0 && (
        <Notice tone="warn">
          <Trans>No column feeds: {listed(missing.map((name) => words(object.fields.find((field) => field.name === name)?.label) || name))}. Rows without it are taken, and reported.</Trans>
        </Notice>
      )}
      <Panel
        flush
        title={t`Columns and fields`}
        about={t`${number(used)} of ${number(columns.length)} columns are used. Nothing of a column that is left out is lost: it stays in the source record.`}
        actions={
          <div className="flex items-center gap-2">
            <Button size="small" look={onlyOpen ? 'plain' : 'quiet'} aria-pressed={onlyOpen} onClick={() => setOnlyOpen(!onlyOpen)}>
              <Trans>Only unused ones</Trans>
            </Button>
            {rows > 0 && (
              <span className="flex items-center gap-1 text-xs text-soft tabular-nums">
                <IconButton label={t`Row before`} size="small" disabled={at === 0} onClick={() => setAt(at - 1)}>
                  <ChevronLeft size={14} />
                </IconButton>
                <Trans>Row {number(at + 1 + header)}</Trans>
                <IconButton label={t`Next row`} size="small" disabled={at >= rows - 1} onClick={() => setAt(at + 1)}>
                  <ChevronRight size={14} />
                </IconButton>
              </span>
            )}
          </div>
        }
      >
        {shown.length === 0 ? (
          <p className="px-4 pb-4 text-sm text-soft">
            <Trans>All columns are used.</Trans>
          </p>
        ) : (
          <ul>
            {shown.map((suggestion) => (
              <ColumnLine key={suggestion.column} suggestion={suggestion} values={samples.get(suggestion.column) ?? []} at={at} fileRow={at + 1 + header} object={object} report={report} mapping={mapping} onChange={onChange} />
            ))}
          </ul>
        )}
      </Panel>
      <Panel title={t`What the values leave open`}>
        <Field label={t`Country of what names none`} help={t`Phone numbers and addresses that name no country are read as ones of this.`} className="max-w-xs">
          <RegionSelect value={typeof mapping.region === 'string' ? mapping.region : 'CN'} onChange={(region) => onChange({ ...mapping, region })} />
        </Field>
      </Panel>
    </>
  );
}

/** Columns in the order of the file, with what was proposed for them. */
function allColumns(report: ImportReport, mapping: MappingText): Suggestion[] {
  const suggested = report.suggestions ?? [];
  const named = new Set(suggested.map((each) => each.column));
  const others = [...mapping.fields.flatMap((rule) => rule.from), ...(report.unmapped_columns ?? [])].filter((column) => !named.has(column));
  return [...suggested, ...[...new Set(others)].map((column) => ({ column, target: null, confidence: 0, reason: { en: '', zh: '' }, used: false }))];
}

interface ColumnLineProps {
  suggestion: Suggestion;
  values: string[];
  at: number;
  fileRow: number;
  object: ObjectDefinition;
  report: ImportReport;
  mapping: MappingText;
  onChange: (mapping: MappingText) => void;
}

function ColumnLine({ suggestion, values, at, fileRow, object, report, mapping, onChange }: ColumnLineProps) {
  const { t } = useLingui();
  const targets = useTargets(object);
  const { column } = suggestion;
  const rule = ruleOf(mapping, column);
  const field = object.fields.find((candidate) => candidate.name === rule?.to.split('.')[0]);
  const reason = words(suggestion.reason);
  const isProposal = rule !== undefined && suggestion.target === rule.to;
  const raw = values[at] ?? '';
  // What the engine made of this row; only true while the proposal stands.
  const made = report.examples?.find((example) => example.rows.includes(fileRow) && example.rows.length === 1);
  const result = isProposal && field && !rule.transforms && !rule.values ? (made?.fields[field.name] as { n?: unknown } | undefined)?.n : undefined;
  return (
    <li className={classes('grid items-center gap-x-4 gap-y-1.5 border-t border-line px-4 py-2 lg:grid-cols-[minmax(0,1fr)_1rem_minmax(0,18rem)_minmax(0,1.2fr)]', !rule && 'bg-ground/60')}>
      <div className="min-w-0">
        <p className={classes('truncate text-sm', rule ? 'font-medium' : 'text-soft')}>{column}</p>
        <p className="truncate text-xs text-faint" title={raw}>
          {raw || t`empty`}
        </p>
      </div>
      <ArrowRight size={14} className="hidden text-faint lg:block" aria-hidden />
      <div className="flex min-w-0 items-center gap-1">
        <Combobox
          label={t`Field for ${column}`}
          value={rule?.to ?? ''}
          choices={[{ value: '', label: t`Leave out` }, ...targets]}
          onChange={(to) => onChange(aim(mapping, column, to || undefined))}
          className={classes('min-w-0 flex-1', !rule && 'border-dashed')}
        />
        <span className="flex w-8 shrink-0 justify-end">{rule && <RuleOptions column={column} rule={rule} field={field} values={values} onChange={(change) => onChange(adjust(mapping, column, change))} />}</span>
      </div>
      <div className="min-w-0 text-xs">
        {rule && result !== undefined && field && (
          <p className="truncate text-sm">
            <Value field={field} value={result} plain />
          </p>
        )}
        {isProposal ? (
          <p className="flex items-center gap-1.5 text-faint max-sm:items-start">
            <Confidence value={suggestion.confidence} /> <span className="min-w-0">{reason}</span>
          </p>
        ) : rule ? (
          <p className="text-faint">{t`Chosen by you`}</p>
        ) : (
          suggestion.target && (
            <Button size="small" look="quiet" onClick={() => onChange(aim(mapping, column, suggestion.target ?? undefined))}>
              <Trans>
                Perhaps {targets.find((target) => target.value === suggestion.target)?.label ?? suggestion.target}? {percent(suggestion.confidence)}
              </Trans>
            </Button>
          )
        )}
      </div>
    </li>
  );
}

function Confidence({ value }: { value: number }) {
  return <State tone={value >= 0.9 ? 'good' : value >= 0.6 ? 'accent' : 'warn'}>{percent(value)}</State>;
}
