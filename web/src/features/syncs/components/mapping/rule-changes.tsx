import { useLingui } from '@lingui/react/macro';
import { useObject } from '@/api/objects';
import { usePartWord, useRowWords } from '@/shared/part-words';
import { Badge } from '@/ui/badge';
import { Table } from '@/ui/table';
import type { Mapping, Rule } from '../../model/mapping';
import { rulesChanged, ruleText } from '../../model/mapping-diff';
import { targetsOf } from '../../model/targets';
import { useOperators } from './operators';

/** Rules that came, went or changed between two mappings, each told in words. */
export function RuleChanges({ object: name, before, after }: { object: string; before: Mapping; after: Mapping }) {
  const { t } = useLingui();
  const object = useObject(name);
  const words = { part: usePartWord(), row: useRowWords() };
  const operators = useOperators();
  const targets = object ? targetsOf(object, words) : [];
  const changes = rulesChanged(before, after);
  if (changes.length === 0) return <p className="text-sm text-soft">{t`The rules of the fields are the same.`}</p>;
  const said = {
    transform: (each: string) => operators.find((operator) => operator.name === each)?.label ?? each,
    column: (each: string) => each,
    values: (count: number) => t`value table: ${count}`,
    otherwise: (value: string) => t`else “${value}”`,
    required: t`required`,
  };
  const kinds = { added: t`new`, removed: t`gone`, changed: t`changed` };
  const tones = { added: 'good', removed: 'bad', changed: 'accent' } as const;
  const text = (rule: Rule | undefined) => (rule ? ruleText(rule, said) || t`no column` : '–');
  return (
    <Table
      label={t`Rules that differ`}
      rows={changes.map((change, index) => ({ ...change, index }))}
      rowKey={({ index }) => String(index)}
      columns={[
        { key: 'kind', title: t`What`, width: '1%', cell: ({ change }) => <Badge tone={tones[change]}>{kinds[change]}</Badge> },
        { key: 'field', title: t`Field`, cell: ({ target }) => <span className="font-medium">{targets.find((each) => each.name === target)?.label ?? target}</span> },
        { key: 'before', title: t`Before`, cell: ({ before: rule }) => <span className="text-soft">{text(rule)}</span> },
        { key: 'after', title: t`After`, cell: ({ after: rule }) => text(rule) },
      ]}
    />
  );
}
