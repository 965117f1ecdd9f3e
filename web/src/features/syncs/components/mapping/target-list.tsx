import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Check, KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { listed } from '@/shared/format';
import { useTypeWord } from '@/shared/type-words';
import { words } from '@/shared/locale';
import { Button } from '@/ui/button';
import { classes } from '@/ui/classes';
import { fits } from '@/ui/combobox';
import { SearchInput } from '@/ui/form';
import type { Mapping } from '../../model/mapping';
import type { Target, TargetGroup } from '../../model/targets';
import { dropLook, dropTarget } from './drop';

interface TargetListProps {
  targets: Target[];
  mapping: Mapping;
  onConnect: (column: string, target: string) => void;
  /** For those who may make fields. */
  onAddField?: () => void;
}

/** The fields of the record by need; a source field is dropped on one. */
export function TargetList({ targets, mapping, onConnect, onAddField }: TargetListProps) {
  const { t } = useLingui();
  const [question, setQuestion] = useState('');
  const typeWord = useTypeWord();
  const names: Record<TargetGroup, string> = { identity: t`Required`, recommended: t`Recommended`, other: t`Other` };
  const mapped = new Set(mapping.fields.map((rule) => rule.to));
  return (
    <section aria-label={t`Fields of the record`}>
      <div className="sticky top-0 z-10 border-b border-line bg-panel p-3">
        <div className="mb-2 flex items-center justify-between gap-2">
          <h2 className="text-xs font-semibold">{t`Record`}</h2>
          {onAddField && (
            <Button size="small" look="quiet" icon={<Plus size={13} />} onClick={onAddField}>
              <Trans>Add field</Trans>
            </Button>
          )}
        </div>
        <SearchInput aria-label={t`Find a field`} placeholder={t`Find a field`} value={question} onChange={(event) => setQuestion(event.target.value)} />
      </div>
      {(Object.keys(names) as TargetGroup[]).map((group) => {
        const mine = targets.filter((target) => target.group === group && fits(target.known, question));
        if (mine.length === 0) return null;
        return (
          <div key={group} className="p-1.5">
            <h3 className="px-2 pt-1 pb-0.5 text-2xs font-medium text-faint">{names[group]}</h3>
            <ul>
              {mine.map((target) => (
                <li
                  key={target.name}
                  data-target={target.name}
                  {...dropTarget((column) => onConnect(column, target.name))}
                  className={classes('rounded-md px-2 py-1 text-sm', dropLook, mapped.has(target.name) && 'text-soft')}
                >
                  <p className="flex items-center gap-1.5">
                    <span className="min-w-0 flex-1 truncate" title={target.name}>
                      {target.label}
                    </span>
                    {target.matchKey && <KeyRound size={12} className="shrink-0 text-faint" aria-label={t`match key`} />}
                    {mapped.has(target.name) && <Check size={13} className="shrink-0 text-good" aria-label={t`mapped`} />}
                    <span className="shrink-0 text-2xs text-faint">{target.type && typeWord(target.type)}</span>
                  </p>
                  <Constraints target={target} />
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}

const OPTIONS_SHOWN = 4;

/** What values of a field must be like, so that nobody is surprised by a refusal. */
function Constraints({ target }: { target: Target }) {
  const { t } = useLingui();
  const { field } = target;
  if (!field) return null;
  const options = (field.options ?? []).map((option) => words(option.label) || option.value);
  const rule = field.validation;
  const isNumber = ['integer', 'decimal', 'money'].includes(field.type);
  const said = [
    field.unique && t`unique`,
    options.length > 0 && (options.length > OPTIONS_SHOWN ? t`${plural(options.length, { one: '# option', other: '# options' })}` : listed(options)),
    rule?.min && (isNumber ? t`at least ${rule.min}` : t`from ${rule.min}`),
    rule?.max && (isNumber ? t`at most ${rule.max}` : t`until ${rule.max}`),
    rule?.pattern && t`has a pattern`,
  ].filter(Boolean);
  if (said.length === 0) return null;
  return (
    <p className="truncate text-2xs text-faint" title={listed([...options.slice(0, 40), rule ? words(rule.message) : ''].filter(Boolean)) || undefined}>
      {said.join(' · ')}
    </p>
  );
}
