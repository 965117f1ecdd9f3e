import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Sample } from '@/api/connections';
import type { ObjectDefinition } from '@/api/objects';
import { outgoingTryQuery } from '@/api/outgoing-try';
import { recordsQuery } from '@/api/records';
import { useDebounced } from '@/shared/use-debounced';
import { titleOf } from '@/shared/value-text';
import type { Definition, OutgoingRule } from './definition';
import { outgoingFault, type OutgoingFault, type StreamField } from './outgoing';

/** As many as rules are tried on at once. */
const SAMPLES = 200;
const TYPING_MS = 300;

/** What one rule gives the other system for the chosen record. */
export interface OutgoingResult {
  value: unknown;
  /** Its own id of the record that is referred to, which only the sync knows. */
  refers: boolean;
  fault?: OutgoingFault;
}

const isWhole = (rule: OutgoingRule) => rule.to !== '' && (rule.from !== '' || rule.value !== undefined);

/** Records of ours that the sync would write, and what its rules make of each. */
export function useOutgoingSamples(object: ObjectDefinition | undefined, definition: Definition, fields: StreamField[]) {
  const [row, setRow] = useState(0);
  const name = object?.name ?? '';
  const rules = definition.outgoing?.fields ?? [];
  const asked = useDebounced(JSON.stringify(rules.filter(isWhole)), TYPING_MS);
  const records = useInfiniteQuery({ ...recordsQuery(name, { filter: definition.filter || undefined, limit: SAMPLES }), enabled: name !== '' && rules.length > 0, retry: false });
  const found = useMemo(() => records.data?.pages[0]?.items ?? [], [records.data]);
  const tried = useQuery(outgoingTryQuery(name, JSON.parse(asked) as Record<string, unknown>[], found.map((record) => record.id)));
  const sample = useMemo(
    (): Pick<Sample, 'rows' | 'key_column'> | undefined => (object && found.length > 0 ? { rows: found.map((record) => ({ title: titleOf(record, object), ...record })), key_column: 'title' } : undefined),
    [object, found],
  );
  const shown = tried.data?.records ?? [];
  const whole = (tried.data?.rules ?? []) as unknown as OutgoingRule[];
  const faultsOf = (at: number) => whole.map((rule, index) => {
    const value = shown[at]?.values[index];
    const there = fields.find((field) => field.name === rule.to);
    return value && !value.refers ? outgoingFault(value.value, there, rule.only_create) : undefined;
  });
  const failing = shown.map((_, at) => faultsOf(at).some(Boolean));
  const at = Math.min(row, Math.max(0, found.length - 1));
  const index = shown.findIndex((record) => record.id === found[at]?.id);
  const faults = index < 0 ? [] : faultsOf(index);
  /** The result of the line at `line` for the chosen record; undefined while it is not known. */
  const resultOf = (line: number): OutgoingResult | undefined => {
    const rule = rules[line];
    if (!rule || index < 0) return undefined;
    // Lines that are half made were left out of the question.
    const place = whole.findIndex((each) => JSON.stringify(each) === JSON.stringify(rule));
    const value = place < 0 ? undefined : shown[index]?.values[place];
    return value && { value: value.value, refers: value.refers, fault: faults[place] };
  };
  const nextFailing = () => {
    const order = found.map((_, offset) => (at + 1 + offset) % found.length);
    const next = order.find((each) => failing[shown.findIndex((record) => record.id === found[each]?.id)]);
    if (next !== undefined) setRow(next);
  };
  return { sample, at, setRow, resultOf, failing: failing.filter(Boolean).length, count: shown.length, nextFailing };
}
