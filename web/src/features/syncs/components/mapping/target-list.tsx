import { useLingui } from '@lingui/react/macro';
import { Check, KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTypeWord } from '@/shared/type-words';
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
}

/** The fields of the record by need; a source field is dropped on one. */
export function TargetList({ targets, mapping, onConnect }: TargetListProps) {
  const { t } = useLingui();
  const [question, setQuestion] = useState('');
  const typeWord = useTypeWord();
  const names: Record<TargetGroup, string> = { identity: t`Required`, recommended: t`Recommended`, other: t`Other` };
  const mapped = new Set(mapping.fields.map((rule) => rule.to));
  return (
    <section aria-label={t`Fields of the record`}>
      <div className="sticky top-0 z-10 border-b border-line bg-panel p-3">
        <h2 className="mb-2 text-xs font-semibold">{t`Record`}</h2>
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
                  className={classes('flex h-8 items-center gap-1.5 rounded-md px-2 text-sm', dropLook, mapped.has(target.name) && 'text-soft')}
                >
                  <span className="min-w-0 flex-1 truncate" title={target.name}>
                    {target.label}
                  </span>
                  {target.matchKey && <KeyRound size={12} className="shrink-0 text-faint" aria-label={t`match key`} />}
                  {mapped.has(target.name) ? <Check size={13} className="shrink-0 text-good" aria-label={t`mapped`} /> : <span className="shrink-0 text-2xs text-faint">{target.type && typeWord(target.type)}</span>}
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}
