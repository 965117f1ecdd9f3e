import { type Mapping, type Rule, transformArguments, transformName } from './mapping';

/** What became of the rule of one field between two mappings. */
export interface RuleChange {
  target: string;
  change: 'added' | 'removed' | 'changed';
  before?: Rule;
  after?: Rule;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** The rules that differ, field by field, in the order of the newer mapping; what is gone comes last. */
export function rulesChanged(before: Mapping, after: Mapping): RuleChange[] {
  const of = (mapping: Mapping, target: string) => mapping.fields.filter((rule) => rule.to === target);
  const targets = [...new Set([...after.fields, ...before.fields].map((rule) => rule.to))];
  return targets.flatMap((target): RuleChange[] => {
    const [old, now] = [of(before, target), of(after, target)];
    if (same(old, now)) return [];
    const count = Math.max(old.length, now.length);
    return Array.from({ length: count }, (_, index): RuleChange[] => {
      const [one, other] = [old[index], now[index]];
      if (same(one, other)) return [];
      return [{ target, change: !one ? 'added' : !other ? 'removed' : 'changed', before: one, after: other }];
    }).flat();
  });
}

export interface RuleWords {
  /** What a transform is called. */
  transform: (name: string) => string;
  column: (name: string) => string;
  values: (count: number) => string;
  otherwise: (value: string) => string;
  required: string;
}

/** A rule in one line: columns, steps, table, default. */
export function ruleText(rule: Rule, said: RuleWords): string {
  const steps = rule.transforms.map((transform) => [said.transform(transformName(transform)), ...transformArguments(transform)].join(' '));
  const count = Object.keys(rule.values).length;
  return [
    rule.from.map(said.column).join(' + '),
    ...steps,
    ...(count > 0 ? [said.values(count)] : []),
    ...(rule.default !== undefined ? [said.otherwise(rule.default)] : []),
    ...(rule.required ? [said.required] : []),
  ]
    .filter(Boolean)
    .join(' · ');
}
