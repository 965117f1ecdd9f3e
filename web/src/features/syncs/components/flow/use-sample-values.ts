import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Sample, sampleQuery } from '@/api/connections';
import { mappingTryQuery } from '@/api/mapping-try';
import type { ObjectDefinition } from '@/api/objects';
import type { Sync } from '@/api/syncs';
import { rawText, valueText } from '@/shared/value-text';
import type { Definition } from '../../model/definition';
import type { StepName } from '../../model/flow';
import { readMapping, writeMapping } from '../../model/mapping';

const SAMPLE_ROWS = 20;
const SAMPLE_MS = 2_500;
const SHOWN_CHARS = 12;

interface SampleValues {
  sample: Sample | undefined;
  /** Which row of the sample is shown. */
  at: number;
  /** Stays at a row from now on. */
  setAt: (at: number) => void;
  values: Partial<Record<StepName, string>>;
}

/** Values of one sample after another, until somebody chooses one, as they pass the steps: up to the mapping as they come, then as what they became. */
export function useSampleValues(sync: Sync, definition: Definition, object?: ObjectDefinition): SampleValues {
  const { t } = useLingui();
  const { data } = useQuery(sampleQuery(sync.connection_id, sync.stream, SAMPLE_ROWS, definition.source_filter));
  const mapping = readMapping(definition.mapping, definition.object);
  const rows = data?.rows ?? [];
  const tried = useQuery({ ...mappingTryQuery(definition.object, { mapping: writeMapping(mapping), rows, columns: data?.columns, policy: definition.policy }), enabled: rows.length > 0 && mapping.fields.length > 0 });
  const [shown, setAt] = useState(0);
  const [isChosen, setIsChosen] = useState(false);
  const count = data?.rows.length ?? 0;
  useEffect(() => {
    if (count < 2 || isChosen || window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const timer = setInterval(() => setAt((before) => (before + 1) % count), SAMPLE_MS);
    return () => clearInterval(timer);
  }, [count, isChosen]);
  // A changed filter may leave fewer rows.
  const at = shown < count ? shown : 0;
  const row = (data?.rows[at] ?? {}) as Record<string, unknown>;
  const short = (text: string) => (text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS)}…` : text);
  const value = (target: string) => {
    const rule = mapping.fields.find((each) => each.to === target);
    const text = (rule?.from ?? []).map((column) => rawText(row[column])).filter(Boolean).join(' ');
    return short(text);
  };
  const result = tried.data?.rows[at];
  const became = (name: string) => {
    const field = object?.fields.find((each) => each.name === name);
    const made = result?.values[name];
    return field && made !== undefined && made !== null ? short(valueText(field, made)) : '';
  };
  const id = value('external_id');
  const title = value(object?.title_field ?? 'name');
  // Without an answer what came is shown on: better than nothing while it is on its way.
  const name = result ? (result.refused ? t`refused` : became(object?.title_field ?? 'name')) : title;
  const key = result && !result.refused ? became('phone') || became('email') || name : name;
  return {
    sample: data,
    at,
    setAt: (next) => {
      setIsChosen(true);
      setAt(next);
    },
    values: { source: id || undefined, filter: title || undefined, map: name || undefined, match: key || undefined, rules: name || undefined, rollout: name || undefined },
  };
}
