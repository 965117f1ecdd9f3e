import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { percent } from '@/shared/format';
import { reasonText } from '@/shared/reason-text';
import { rawText } from '@/shared/value-text';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Checkbox } from '@/ui/form';
import { Meter } from '@/ui/meter';
import type { SourceColumn } from '../../model/source-columns';
import type { Target } from '../../model/targets';

interface SuggestionsDialogProps {
  columns: SourceColumn[];
  targets: Target[];
  row: Record<string, unknown>;
  onClose: () => void;
  onAccept: (columns: SourceColumn[]) => void;
}

/** What Rapport would connect, and why. Nothing is taken without a person saying so. */
export function SuggestionsDialog({ columns, targets, row, onClose, onAccept }: SuggestionsDialogProps) {
  const { t } = useLingui();
  const [chosen, setChosen] = useState(() => new Set(columns.filter((column) => column.suggestion?.used).map((column) => column.name)));
  const toggle = (name: string) => {
    const next = new Set(chosen);
    if (!next.delete(name)) next.add(name);
    setChosen(next);
  };
  return (
    <Dialog
      title={t`Suggested connections`}
      about={t`Found by names and by what the samples hold. Look at each before you take it.`}
      size="wide"
      onClose={onClose}
      action={
        <Button
          look="primary"
          disabled={chosen.size === 0}
          onClick={() => {
            onAccept(columns.filter((column) => chosen.has(column.name)));
            onClose();
          }}
        >
          <Trans>Take {chosen.size}</Trans>
        </Button>
      }
    >
      <ul className="divide-y divide-line">
        {columns.map((column) => {
          const { suggestion } = column;
          if (!suggestion?.target) return null;
          const target = targets.find((each) => each.name === suggestion.target);
          const label = target?.label ?? suggestion.target;
          return (
            <li key={column.name} className="flex items-center gap-3 py-2">
              <Checkbox aria-label={t`${column.label} to ${label}`} checked={chosen.has(column.name)} onChange={() => toggle(column.name)} />
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-1.5 text-sm">
                  <span className="font-medium">{column.label}</span>
                  <span className="max-w-40 truncate text-xs text-faint">{rawText(row[column.name])}</span>
                  <ArrowRight size={13} className="text-faint" aria-hidden />
                  <span className="font-medium">{label}</span>
                </p>
                <p className="text-xs text-soft">{reasonText(suggestion.reason as { en: string; zh: string }, suggestion.target, label)}</p>
              </div>
              <span className="w-20">
                <Meter share={suggestion.confidence} label={t`Confidence`} tone={suggestion.confidence >= 0.9 ? 'good' : suggestion.confidence >= 0.7 ? 'accent' : 'warn'} />
                <span className="text-2xs text-faint tabular-nums">{percent(suggestion.confidence)}</span>
              </span>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
