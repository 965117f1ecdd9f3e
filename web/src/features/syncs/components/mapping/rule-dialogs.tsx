import { Trans, useLingui } from '@lingui/react/macro';
import { ArrowRight, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field, Input } from '@/ui/form';

interface ValueTableProps {
  values: Record<string, string>;
  label: string;
  /** Values that come, to begin a table with. */
  known: string[];
  /** From what it is called here to what it is called there; the other way round unless said. */
  outwards?: boolean;
  onClose: () => void;
  onSave: (values: Record<string, string>) => void;
}

/** Values of one side and what they are called on the other. */
export function ValueTableDialog({ values, label, known, outwards, onClose, onSave }: ValueTableProps) {
  const { t } = useLingui();
  const [lines, setLines] = useState<[string, string][]>(() => {
    const before = Object.entries(values);
    return before.length > 0 ? before : (known.length > 0 ? known : ['']).map((value) => [value, '']);
  });
  const [left, right] = outwards ? [t`Value here`, t`Value there`] : [t`Value there`, t`Value here`];
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
            <Input aria-label={left} placeholder={left} value={from} onChange={(event) => set(index, [event.target.value, to])} />
            <ArrowRight size={14} className="text-faint" aria-hidden />
            <Input aria-label={right} placeholder={right} value={to} onChange={(event) => set(index, [from, event.target.value])} />
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

/** Asks for one value. */
export function ValueDialog({ title, help, value, onClose, onSave }: { title: string; help: string; value: string; onClose: () => void; onSave: (value: string) => void }) {
  const { t } = useLingui();
  const [draft, setDraft] = useState(value);
  return (
    <Dialog
      title={title}
      size="small"
      onClose={onClose}
      action={
        <Button look="primary" type="submit" form="one-value">
          <Trans>Apply</Trans>
        </Button>
      }
    >
      <form
        id="one-value"
        onSubmit={(event) => {
          event.preventDefault();
          onSave(draft);
          onClose();
        }}
      >
        <Field label={t`Value`} help={help}>
          <Input autoFocus value={draft} onChange={(event) => setDraft(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
