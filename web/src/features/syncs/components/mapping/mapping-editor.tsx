import { Trans, useLingui } from '@lingui/react/macro';
import { Sparkles, Undo2 } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Sample } from '@/api/connections';
import { mappingTryQuery } from '@/api/mapping-try';
import type { ObjectDefinition } from '@/api/objects';
import { sessionQuery } from '@/api/session';
import { words } from '@/shared/locale';
import { usePartWord, useRowWords } from '@/shared/part-words';
import { RegionSelect } from '@/shared/region-select';
import { rawText } from '@/shared/value-text';
import { useDebounced } from '@/shared/use-debounced';
import { useIsPhone } from '@/shared/use-is-phone';
import { useRights } from '@/shared/use-rights';
import { Button } from '@/ui/button';
import { Segments } from '@/ui/form';
import { accept, connect, type Mapping, usedColumns, writeMapping } from '../../model/mapping';
import type { SourceColumn } from '../../model/source-columns';
import { type Target, targetsOf } from '../../model/targets';
import type { Drifted } from '../../model/use-drift';
import { AddFieldDialog } from './add-field-dialog';
import { type Authority, RuleList } from './rule-list';
import { SamplePicker } from './sample-picker';
import { SourceList } from './source-list';
import { type Suggested, SuggestionsDialog } from './suggestions-dialog';
import { TableMenu } from './table-menu';
import { TargetList } from './target-list';

interface MappingEditorProps {
  object: ObjectDefinition;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
  columns: SourceColumn[];
  sample: Sample | undefined;
  /** The first row of the sample holds only what was read of it. */
  isFirstPart?: boolean;
  isLoading: boolean;
  /** The whole mapping that Rapport proposes. */
  proposed?: Mapping;
  authority?: Authority;
  drifted?: Drifted;
  /** What else can be done, in the line of actions. */
  more?: ReactNode;
}

const TYPING_MS = 300;
const UNDO_MAX = 100;

/**
 * Three columns: what the source has, the rules, what the record has. A source field is dragged onto a target or a rule; by keyboard its
 * button opens the list of targets. The chosen sample runs through all rules while they change.
 */
export function MappingEditor({ object, mapping, onChange, columns, sample, isFirstPart = false, isLoading, proposed, authority, drifted, more }: MappingEditorProps) {
  const { t } = useLingui();
  const isPhone = useIsPhone();
  const [row, setRow] = useState(0);
  const [past, setPast] = useState<Mapping[]>([]);
  const [suggesting, setSuggesting] = useState(false);
  const [adding, setAdding] = useState(false);
  const { admin } = useRights(object.name);
  // What a new mapping begins with; one that was saved names its own.
  const region = useQuery(sessionQuery).data?.region ?? 'CN';
  const [part, setPart] = useState<'source' | 'rules' | 'target'>('rules');
  const said = { part: usePartWord(), row: useRowWords() };
  const targets = targetsOf(object, said);
  const rows = useMemo(() => sample?.rows ?? [], [sample]);
  const asked = useDebounced(mapping, TYPING_MS);
  // A rule whose column is gone has no result; the others have theirs all the same.
  const readable = columns.length === 0 ? asked : { ...asked, fields: asked.fields.filter((rule) => rule.from.every((name) => columns.some((column) => column.name === name))) };
  const tried = useQuery(mappingTryQuery(object.name, { mapping: writeMapping(readable), rows, columns: sample?.columns }));
  const results = tried.data?.rows;
  const at = Math.min(row, Math.max(0, rows.length - 1));
  const current = (rows[at] ?? {}) as Record<string, unknown>;
  const isFailing = (index: number) => Boolean(results?.[index]?.refused) || (results?.[index]?.findings.length ?? 0) > 0;
  const failing = (results ?? []).filter((_, index) => isFailing(index)).length;
  const required = targets.filter((target) => target.required);
  const missing = required.filter((target) => !mapping.fields.some((rule) => rule.to === target.name));
  const set = (next: Mapping) => {
    setPast((before) => [...before, mapping].slice(-UNDO_MAX));
    onChange(next);
  };
  const undo = () => {
    const last = past.at(-1);
    if (!last) return;
    setPast(past.slice(0, -1));
    onChange(last);
  };
  const nextFailing = () => {
    const order = rows.map((_, index) => (at + 1 + index) % rows.length);
    const found = order.find(isFailing);
    if (found !== undefined) setRow(found);
  };
  const suggestions = columns.filter((column) => column.suggestion && !mapping.fields.some((rule) => rule.from.includes(column.name)));
  const source = <SourceList columns={columns} mapping={mapping} targets={targets} row={current} isPart={isFirstPart && at === 0} isLoading={isLoading} onConnect={(column, target) => set(connect(mapping, column, target))} />;
  const rules = <RuleList object={object} mapping={mapping} targets={targets} columns={columns} row={current} result={results?.[at]} onChange={set} authority={authority} drifted={drifted} />;
  const target = <TargetList targets={targets} mapping={mapping} onConnect={(column, name) => set(connect(mapping, column, name))} onAddField={admin ? () => setAdding(true) : undefined} />;
  const done = required.length - missing.length;
  const used = usedColumns(mapping);
  return (
    <div
      className="flex min-h-0 flex-1 flex-col"
      onKeyDown={(event) => {
        if ((event.ctrlKey || event.metaKey) && event.key === 'z' && !(event.target instanceof HTMLInputElement)) {
          event.preventDefault();
          undo();
        }
      }}
    >
      <div className="flex flex-wrap items-center gap-2 border-b border-line bg-panel px-4 py-2 sm:px-6">
        <SamplePicker sample={sample} at={at} onChange={setRow} failing={failing} onNextFailing={nextFailing} />
        <span className="flex-1" />
        {isPhone && (
          <Segments
            label={t`Part`}
            value={part}
            onChange={setPart}
            options={[
              { value: 'source', label: t`Source` },
              { value: 'rules', label: t`Rules` },
              { value: 'target', label: t`Fields` },
            ]}
          />
        )}
        {more}
        <TableMenu object={object.name} mapping={mapping} columns={columns.map(({ name }) => ({ name, sample: rawText(current[name]) }))} onRead={set} />
        <Button size="small" look="quiet" icon={<Undo2 size={13} />} disabled={past.length === 0} onClick={undo}>
          <Trans>Undo</Trans>
        </Button>
        <Button size="small" icon={<Sparkles size={13} />} disabled={suggestions.length === 0} onClick={() => setSuggesting(true)}>
          <Trans>Suggestions: {suggestions.length}</Trans>
        </Button>
      </div>
      {isPhone ? (
        <div className="min-h-0 flex-1 overflow-auto">{{ source, rules, target }[part]}</div>
      ) : (
        <div className="grid min-h-0 flex-1 grid-cols-[minmax(200px,260px)_1fr_minmax(180px,240px)] overflow-hidden">
          <div className="min-h-0 overflow-y-auto border-r border-line bg-panel">{source}</div>
          <div className="min-h-0 overflow-y-auto">{rules}</div>
          <div className="min-h-0 overflow-y-auto border-l border-line bg-panel">{target}</div>
        </div>
      )}
      <div role="status" className="flex flex-wrap gap-x-4 gap-y-1 border-t border-line bg-panel px-4 py-2 text-xs sm:px-6">
        <span className={missing.length > 0 ? 'text-warn' : 'text-good'}>
          <Trans>
            {done} of {required.length} required fields mapped
          </Trans>
        </span>
        {results && (
          <span className={failing > 0 ? 'text-warn' : 'text-good'}>
            <Trans>
              {failing} of {rows.length} samples have problems
            </Trans>
          </span>
        )}
        <label className="ml-auto flex items-center gap-2 text-soft" title={t`Phone numbers and addresses that name no country are read as ones of this.`}>
          <Trans>Country of what names none</Trans>
          <RegionSelect className="h-6! w-44! text-xs" value={typeof mapping.region === 'string' ? mapping.region : region} onChange={(next) => set({ ...mapping, region: next })} />
        </label>
      </div>
      {adding && <AddFieldDialog object={object} columns={columns.filter((column) => !used.has(column.name))} onClose={() => setAdding(false)} onMade={(field, column) => column && set(connect(mapping, column, field))} />}
      {suggesting && (
        <SuggestionsDialog
          about={t`Found by names and by what the samples hold. Look at each before you take it.`}
          lines={suggestions.map((column) => suggested(column, targets, current))}
          onClose={() => setSuggesting(false)}
          onAccept={(taken) => set(accept(mapping, proposed ?? suggestions.filter((column) => taken.has(column.name)).reduce<Mapping>((all, column) => connect(all, column.name, column.suggestion?.target ?? ''), { ...mapping, fields: [] }), taken))}
        />
      )}
    </div>
  );
}

function suggested(column: SourceColumn, targets: Target[], row: Record<string, unknown>): Suggested {
  const target = column.suggestion?.target ?? '';
  const label = targets.find((each) => each.name === target)?.label ?? target;
  return {
    key: column.name,
    from: column.label,
    example: rawText(row[column.name]),
    to: label,
    reason: words(column.suggestion?.reason),
    confidence: column.suggestion?.confidence,
    isLikely: column.suggestion?.used ?? false,
  };
}
