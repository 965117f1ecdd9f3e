import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowRight, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field, Input } from '@/ui/form';
import type { Rule } from '../../model/mapping';

interface ValueTableProps {
  rule: Rule;
  label: string;
  sample?: string;
  onClose: () => void;
  onSave: (values: Record<string, string>) => void;
}

/** Values of the source and what they are called here. */
export function ValueTableDialog({ rule, label, sample, onClose, onSave }: ValueTableProps) {
  const { t } = useLingui();
  const [lines, setLines] = useState<[string, string][]>(() => {
    const known = Object.entries(rule.values);
    return known.length > 0 ? known : [[sample ?? '', '']];
  });
  const set = (index: number, line: [string, string]) => setLines(lines.map((each, at) => (at === index ? line : each)));
  return (
    <Dialog
      title={t`Value table for ${label}`}
      about={t`What stands left becomes what stands right. Values without a line stay as they are; * stands for all others.`}
      onClose={onClose}
      action={
        <Button
          look="primary"
          onClick={() => {
            onSave(Object.fromEntries(lines.filter(([from]) => from !== '')));
            onClose();
          }}
        >
          <Trans>Apply</Trans>
        </Button>
      }
    >
      <ul className="flex flex-col gap-2">
        {lines.map(([from, to], index) => (
          <li key={index} className="grid grid-cols-[1fr_16px_1fr_32px] items-center gap-2">
            <Input aria-label={t`Value there`} placeholder={t`Value there`} value={from} onChange={(event) => set(index, [event.target.value, to])} />
            <ArrowRight size={14} className="text-faint" aria-hidden />
            <Input aria-label={t`Value here`} placeholder={t`Value here`} value={to} onChange={(event) => set(index, [from, event.target.value])} />
            <IconButton label={t`Remove`} onClick={() => setLines(lines.filter((_, at) => at !== index))}>
              <X size={14} />
            </IconButton>
          </li>
        ))}
      </ul>
      <Button size="small" look="quiet" className="mt-2" icon={<Plus size={14} />} onClick={() => setLines([...lines, ['', '']])}>
        <Trans>Add a line</Trans>
      </Button>
    </Dialog>
  );
}

export function DefaultDialog({ value, label, onClose, onSave }: { value: string; label: string; onClose: () => void; onSave: (value: string) => void }) {
  const { t } = useLingui();
  const [draft, setDraft] = useState(value);
  return (
    <Dialog
      title={t`Value where ${label} has none`}
      size="small"
      onClose={onClose}
      action={
        <Button look="primary" type="submit" form="default-value">
          <Trans>Apply</Trans>
        </Button>
      }
    >
      <form
        id="default-value"
        onSubmit={(event) => {
          event.preventDefault();
          onSave(draft);
          onClose();
        }}
      >
        <Field label={t`Value`} help={t`Empty: the field stays empty.`}>
          <Input autoFocus value={draft} onChange={(event) => setDraft(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
