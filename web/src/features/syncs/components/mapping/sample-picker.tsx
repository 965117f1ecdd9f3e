import { Trans, useLingui } from '@lingui/react/macro';
import { ChevronLeft, ChevronRight, Search, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { Sample } from '@/api/connections';
import { rawText } from '@/shared/value-text';
import { Button, IconButton } from '@/ui/button';
import { ChoiceList } from '@/ui/combobox';
import { Popover } from '@/ui/popover';

interface SamplePickerProps {
  sample: Pick<Sample, 'rows' | 'key_column'> | undefined;
  at: number;
  onChange: (at: number) => void;
  /** How many of the samples have problems, and the next of them. */
  failing: number;
  onNextFailing: () => void;
}

const SHOWN_VALUES = 3;

/** Which row of the source the rules are tried on: one after another, the next that fails, or the one with a certain key or value. */
export function SamplePicker({ sample, at, onChange, failing, onNextFailing }: SamplePickerProps) {
  const { t } = useLingui();
  const [isOpen, setIsOpen] = useState(false);
  const rows = (sample?.rows ?? []) as Record<string, unknown>[];
  const count = rows.length;
  const key = sample?.key_column ?? '';
  const choices = rows.map((row, index) => {
    const values = Object.entries(row).filter(([name]) => name !== key).map(([, value]) => rawText(value)).filter(Boolean);
    return { value: String(index), label: rawText(row[key]) || values[0] || String(index + 1), detail: <span className="block max-w-40 truncate">{values.slice(0, SHOWN_VALUES).join(' · ')}</span>, words: values.join(' ') };
  });
  return (
    <div className="flex flex-wrap items-center gap-1" role="group" aria-label={t`Sample`}>
      <IconButton size="small" label={t`Previous sample`} disabled={count === 0} onClick={() => onChange((at - 1 + count) % count)}>
        <ChevronLeft size={14} />
      </IconButton>
      <span className="min-w-24 text-center text-xs text-soft tabular-nums">{count === 0 ? t`No samples` : <Trans>Sample {at + 1} of {count}</Trans>}</span>
      <IconButton size="small" label={t`Next sample`} disabled={count === 0} onClick={() => onChange((at + 1) % count)}>
        <ChevronRight size={14} />
      </IconButton>
      <Popover
        open={isOpen}
        onOpenChange={setIsOpen}
        label={t`Find a sample`}
        className="w-80 p-2!"
        trigger={
          <IconButton size="small" label={t`Find a sample`} disabled={count === 0}>
            <Search size={13} />
          </IconButton>
        }
      >
        <ChoiceList
          label={t`Find a sample`}
          placeholder={t`Id or any value`}
          value={String(at)}
          choices={choices}
          onChoose={(index) => {
            onChange(Number(index));
            setIsOpen(false);
          }}
        />
      </Popover>
      {failing > 0 && (
        <Button size="small" look="quiet" icon={<TriangleAlert size={13} />} onClick={onNextFailing}>
          <Trans>Find one that fails</Trans>
        </Button>
      )}
    </div>
  );
}
