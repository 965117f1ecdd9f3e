import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Plus, Sparkles } from 'lucide-react';
import { useState } from 'react';
import { streamQuery, suggestionQuery } from '@/api/connections';
import { type FieldDefinition, liveFields, type ObjectDefinition, useObject } from '@/api/objects';
import { listed } from '@/shared/format';
import { words } from '@/shared/locale';
import { partsOf, usePartWord } from '@/shared/part-words';
import { rawText } from '@/shared/value-text';
import { Button } from '@/ui/button';
import type { Choice } from '@/ui/combobox';
import { Checkbox } from '@/ui/form';
import { Notice } from '@/ui/states';
import type { Definition } from '../../model/definition';
import { readMapping } from '../../model/mapping';
import { changeLine, NO_OUTGOING, type Outgoing, type Pair, proposedPairs, type StreamField, writable } from '../../model/outgoing';
import { useOutgoingSamples } from '../../model/outgoing-samples';
import { useOutwardOperators } from '../mapping/operators';
import { SamplePicker } from '../mapping/sample-picker';
import { type Suggested, SuggestionsDialog } from '../mapping/suggestions-dialog';
import { KeyField } from './key-field';
import { OutgoingLine } from './outgoing-line';

interface OutgoingFormProps {
  connection: string;
  definition: Definition;
  onChange: (definition: Definition) => void;
}

/** What a line can carry: fields, parts of them, and what every record has. */
function useOurs(object: ObjectDefinition | undefined): Choice[] {
  const { t } = useLingui();
  const part = usePartWord();
  const fields = object ? liveFields(object) : [];
  const named = fields.flatMap((field): Choice[] => {
    const label = words(field.label);
    const known = `${field.label.en} ${field.label.zh}`;
    return [{ value: field.name, label, words: known }, ...(partsOf[field.type] ?? []).map((each) => ({ value: `${field.name}.${each}`, label: `${label} · ${part(each)}`, words: known }))];
  });
  const own: Choice[] = [
    { value: 'id', label: t`Rapport's id of the record` },
    { value: 'version', label: t`Version of the record` },
    { value: 'created_at', label: t`Made at, in Rapport` },
    { value: 'updated_at', label: t`Changed at, in Rapport` },
  ];
  return [...named, ...own.filter((each) => !fields.some((field) => field.name === each.value))];
}

function fieldOf(object: ObjectDefinition | undefined, from: string): FieldDefinition | undefined {
  return object?.fields.find((field) => field.name === from.split('.')[0]);
}

/** True unless a field there has a list of values in which one of these is missing. */
function takesAll(there: StreamField | undefined, values: string[] | undefined): boolean {
  const known = there?.options ?? [];
  return known.length === 0 || (values !== undefined && values.every((value) => known.includes(value)));
}

/** What is written to the other system, and how a record is found there. */
export function OutgoingForm(props: OutgoingFormProps) {
  const { t } = useLingui();
  return (
    <fieldset className="flex flex-col gap-4">
      <legend className="mb-2 text-sm font-semibold">{t`Written to the other system`}</legend>
      <KeyField {...props} />
      <OutgoingFields {...props} />
    </fieldset>
  );
}

/** From our fields to theirs, and whether records are made and deleted there. */
export function OutgoingFields({ connection, definition, onChange }: OutgoingFormProps) {
  const { t } = useLingui();
  const object = useObject(definition.object);
  const isKnown = connection !== '' && definition.stream !== '';
  const stream = useQuery({ ...streamQuery(connection, definition.stream), enabled: isKnown });
  const suggestion = useQuery({ ...suggestionQuery(connection, definition.stream, definition.object), enabled: isKnown });
  const [isSuggesting, setIsSuggesting] = useState(false);
  const ours = useOurs(object);
  const operators = useOutwardOperators((object ? liveFields(object) : []).map((field) => ({ value: field.name, label: words(field.label) })));
  const outgoing = definition.outgoing ?? NO_OUTGOING;
  const set = (next: Outgoing) => onChange({ ...definition, outgoing: next });
  const fields = stream.data?.fields ?? [];
  const samples = useOutgoingSamples(object, definition, fields);
  const chosen = rawText((samples.sample?.rows[samples.at] as Record<string, unknown> | undefined)?.title);
  const pairs = proposedPairs(definition, suggestion.data && readMapping(suggestion.data.mapping, definition.object), fields);
  const known = writable(fields)
    .filter((field) => field.name !== outgoing.key_field)
    .map((field) => ({ value: field.name, label: field.label || field.name, detail: field.name }));
  const theirs = [...known, ...outgoing.fields.filter((rule) => rule.to && !known.some((choice) => choice.value === rule.to)).map((rule) => ({ value: rule.to, label: rule.to }))];
  const lacking = fields.filter((field) => field.required && field.creatable && field.name !== outgoing.key_field && !outgoing.fields.some((rule) => rule.to === field.name)).map((field) => field.label || field.name);
  return (
    <>
      <div className="flex flex-col gap-4">
        {stream.error && (
          <Notice tone="warn">
            <Trans>The fields of the other system cannot be read now; check the connection.</Trans>
          </Notice>
        )}
        {outgoing.fields.length > 0 && (
          <div className="flex flex-wrap items-center gap-2">
            <SamplePicker sample={samples.sample} at={samples.at} onChange={samples.setRow} failing={samples.failing} onNextFailing={samples.nextFailing} />
            {chosen && <span className="min-w-0 truncate text-xs font-medium">{chosen}</span>}
          </div>
        )}
        <ul aria-label={t`Fields written to the other system`} className="flex flex-col gap-1.5">
          {outgoing.fields.map((rule, index) => (
            <OutgoingLine
              key={index}
              rule={rule}
              ours={ours}
              theirs={theirs}
              field={fieldOf(object, rule.from)}
              there={fields.find((field) => field.name === rule.to)}
              operators={operators}
              result={samples.resultOf(index)}
              onChange={(part) => set(changeLine(outgoing, index, part))}
              onRemove={() => set({ ...outgoing, fields: outgoing.fields.filter((_, at) => at !== index) })}
            />
          ))}
        </ul>
        {samples.count > 0 && (
          <p role="status" className={samples.failing > 0 ? 'text-xs text-warn' : 'text-xs text-good'}>
            <Trans>
              {samples.failing} of {samples.count} records have a value that the other system would refuse
            </Trans>
          </p>
        )}
        <div className="flex flex-wrap gap-2">
          <Button size="small" look="quiet" icon={<Plus size={14} />} onClick={() => set({ ...outgoing, fields: [...outgoing.fields, { from: '', to: '' }] })}>
            <Trans>Add a field</Trans>
          </Button>
          <Button size="small" icon={<Sparkles size={13} />} disabled={pairs.length === 0} onClick={() => setIsSuggesting(true)}>
            <Trans>Suggestions: {pairs.length}</Trans>
          </Button>
        </div>
        <div className="flex flex-col gap-2">
          <Checkbox checked={outgoing.create ?? false} onChange={(event) => set({ ...outgoing, create: event.target.checked })}>
            <Trans>Make records there that exist only here</Trans>
          </Checkbox>
          {outgoing.create && lacking.length > 0 && (
            <Notice tone="warn">
              <Trans>New records there also need: {listed(lacking)}</Trans>
            </Notice>
          )}
          <Checkbox checked={outgoing.delete ?? false} onChange={(event) => set({ ...outgoing, delete: event.target.checked })}>
            <Trans>Delete there what is deleted here</Trans>
          </Checkbox>
        </div>
      </div>
      {isSuggesting && (
        <SuggestionsDialog
          about={t`What is read from a field there can be written back to it. Look at each before you take it.`}
          lines={pairs.map((pair) => suggested(pair, t`Read from the same field there.`))}
          onClose={() => setIsSuggesting(false)}
          onAccept={(taken) => set({ ...outgoing, fields: [...outgoing.fields.filter((rule) => rule.from !== '' || rule.to !== '' || rule.value !== undefined), ...pairs.filter((pair) => taken.has(pair.rule.to)).map((pair) => pair.rule)] })}
        />
      )}
    </>
  );

  function suggested(pair: Pair, readBack: string): Suggested {
    const { rule, isReadBack } = pair;
    const column = suggestion.data?.columns.find((each) => each.column === rule.to);
    const reason = column?.reason as { en: string; zh: string } | undefined;
    return {
      key: rule.to,
      from: ours.find((each) => each.value === rule.from)?.label ?? rule.from,
      to: known.find((each) => each.value === rule.to)?.label ?? rule.to,
      reason: isReadBack || !reason ? readBack : words(reason),
      confidence: isReadBack ? undefined : column?.confidence,
      // Values that the field there does not know would be refused.
      isLikely: (isReadBack || (column?.used ?? false)) && takesAll(fields.find((field) => field.name === rule.to), rule.values ? Object.values(rule.values) : fieldOf(object, rule.from)?.options?.map((option) => option.value)),
    };
  }
}
