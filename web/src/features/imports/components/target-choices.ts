import { useLingui } from '@lingui/react/macro';
import type { ObjectDefinition } from '@/api/objects';
import { words } from '@/shared/locale';
import { partsOf, usePartWord, useRowWords } from '@/shared/part-words';
import type { Choice } from '@/ui/combobox';

/** Where a column may go: required fields first, then match keys, then the others and their parts. */
export function useTargets(object: ObjectDefinition): Choice[] {
  const { t } = useLingui();
  const partWord = usePartWord();
  const row = useRowWords();
  const fields = object.fields.filter((field) => !field.archived && field.type !== 'auto_number' && field.name !== 'created_at');
  const groupOf = (field: (typeof fields)[number]) => (field.required ? t`Required` : field.match_key ? t`Identifies the record` : t`Other fields`);
  const rank = (field: (typeof fields)[number]) => (field.required ? 0 : field.match_key ? 1 : 2);
  const ofFields = [...fields]
    .sort((one, other) => rank(one) - rank(other))
    .flatMap((field): Choice[] => {
      const label = words(field.label);
      const group = groupOf(field);
      const known = `${field.label.en} ${field.label.zh} ${field.name}`;
      return [
        { value: field.name, label, group, words: known },
        ...(partsOf[field.type] ?? []).map((part) => ({ value: `${field.name}.${part}`, label: `${label} · ${partWord(part)}`, group: t`Parts of fields`, words: known })),
      ];
    });
  const order = [t`Required`, t`Identifies the record`, t`About the row`, t`Other fields`, t`Parts of fields`];
  // Found by the names in both languages, whichever is shown.
  /* eslint-disable lingui/no-unlocalized-strings */
  const all: Choice[] = [
    ...ofFields,
    { value: 'external_id', label: row.external_id, group: t`About the row`, words: 'external_id 外部编号' },
    { value: 'updated_at', label: row.updated_at, group: t`About the row`, words: 'updated_at 更新时间' },
  ];
  /* eslint-enable lingui/no-unlocalized-strings */
  return all.sort((one, other) => order.indexOf(one.group ?? '') - order.indexOf(other.group ?? ''));
}
