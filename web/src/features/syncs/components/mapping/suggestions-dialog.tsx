import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { percent } from '@/shared/format';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Checkbox } from '@/ui/form';
import { Meter } from '@/ui/meter';

/** A line that can be taken. */
export interface Suggested {
  key: string;
  from: string;
  /** What stands there in the sample. */
  example?: string;
  to: string;
  reason: string;
  /** How sure it is, 0 to 1. */
  confidence?: number;
  /** Chosen to begin with. */
  isLikely: boolean;
}

interface SuggestionsDialogProps {
  about: string;
  lines: Suggested[];
  onClose: () => void;
  onAccept: (keys: ReadonlySet<string>) => void;
}

/** What Rapport would connect, and why. Nothing is taken without a person saying so. */
export function SuggestionsDialog({ about, lines, onClose, onAccept }: SuggestionsDialogProps) {
  const { t } = useLingui();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(lines.filter((line) => line.isLikely).map((line) => line.key)));
  const toggle = (key: string) => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    setChosen(next);
  };
  return (
    <Dialog
      title={t`Suggested rules`}
      about={about}
      size="wide"
      onClose={onClose}
      action={
        <Button
          look="primary"
          disabled={chosen.size === 0}
          onClick={() => {
            onAccept(chosen);
            onClose();
          }}
        >
          <Trans>Take {chosen.size}</Trans>
        </Button>
      }
    >
      <ul className="divide-y divide-line">
        {lines.map((line) => (
          <li key={line.key} className="flex items-center gap-3 py-2">
            <Checkbox aria-label={t`${line.from} to ${line.to}`} checked={chosen.has(line.key)} onChange={() => toggle(line.key)} />
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-1.5 text-sm">
                <span className="font-medium">{line.from}</span>
                <span className="max-w-40 truncate text-xs text-faint">{line.example}</span>
                <ArrowRight size={13} className="text-faint" aria-hidden />
                <span className="font-medium">{line.to}</span>
              </p>
              <p className="text-xs text-soft">{line.reason}</p>
            </div>
            {line.confidence !== undefined && (
              <span className="w-20">
                <Meter share={line.confidence} label={t`Confidence`} tone={line.confidence >= 0.9 ? 'good' : line.confidence >= 0.7 ? 'accent' : 'warn'} />
                <span className="text-2xs text-faint tabular-nums">{percent(line.confidence)}</span>
              </span>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
