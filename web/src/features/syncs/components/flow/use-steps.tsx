import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { ArrowUpFromLine, Database, Filter, KeyRound, Layers, type LucideIcon, Plug, Scale, Shuffle } from 'lucide-react';
import { useObjects } from '@/api/objects';
import { listed } from '@/shared/format';
import { words } from '@/shared/locale';
import type { Definition } from '../../model/definition';
import type { StepName } from '../../model/flow';
import { readMapping } from '../../model/mapping';
import { usePeriod } from '../../model/use-period';

export interface StepFacts {
  title: string;
  lines: string[];
}

export const stepIcons: Record<StepName, LucideIcon> = { source: Plug, filter: Filter, map: Shuffle, match: KeyRound, rules: Scale, rollout: Layers, record: Database, write: ArrowUpFromLine };

export function useStepTitles(): Record<StepName, string> {
  const { t } = useLingui();
  return {
    source: t`Source`,
    filter: t`Filter`,
    map: t`Mapping`,
    match: t`Who is who`,
    rules: t`Rules`,
    rollout: t`Rollout`,
    record: t`Record`,
    write: t`Write to the other system`,
  };
}

/** What stands on each node. */
export function useStepFacts(definition: Definition): Record<StepName, StepFacts> {
  const { t } = useLingui();
  const titles = useStepTitles();
  const period = usePeriod();
  const objects = useObjects();
  const object = objects.find((each) => each.name === definition.object);
  const mapping = readMapping(definition.mapping, definition.object);
  const keys = Array.isArray(mapping.match) ? mapping.match.map(String) : ['external_id', ...(object?.fields ?? []).filter((field) => field.match_key && !field.archived).map((field) => field.name)];
  const every = definition.triggers.schedule?.every;
  const policies = { source_wins: t`the other system wins`, rapport_wins: t`Rapport wins`, newest: t`the newest change wins`, ask: t`a person decides` };
  const ruleCount = mapping.fields.length;
  const writeCount = definition.outgoing?.fields.length ?? 0;
  const share = definition.rollout.share;
  const lines: Record<StepName, (string | false | undefined)[]> = {
    source: [definition.connection, definition.stream, every ? t`every ${period(every)}` : definition.triggers.schedule?.cron, definition.triggers.push && t`at once when it calls`],
    filter: [definition.source_filter, definition.filter || t`not said yet`],
    map: [t`${plural(ruleCount, { one: '# rule', other: '# rules' })}`],
    match: [listed(keys.slice(0, 4).map((key) => (key === 'external_id' ? t`Id in the source` : words(object?.fields.find((field) => field.name === key)?.label) || key))), definition.policy === 'merge' ? t`fits several: they are merged` : t`fits several: a person decides`],
    rules: [policies[definition.conflict], definition.empty_values === 'clear' ? t`an empty value empties the field` : t`an empty value changes nothing`],
    rollout: [t`${share}% of the records`, definition.rollout.filter],
    record: [words(object?.label) || definition.object],
    write: [t`${plural(writeCount, { one: '# field', other: '# fields' })}`, definition.outgoing?.create && t`makes records there`, definition.outgoing?.delete && t`deletes there`],
  };
  return Object.fromEntries((Object.keys(titles) as StepName[]).map((step) => [step, { title: titles[step], lines: lines[step].filter((line): line is string => Boolean(line)) }])) as Record<StepName, StepFacts>;
}
