import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field, Input, Segments } from '@/ui/form';

type Mode = 'auto' | 'full' | 'range';

/** Lets a sync read more than what changed: everything, or a span of time. */
export function BackfillDialog({ busy, onClose, onRun }: { busy: boolean; onClose: () => void; onRun: (body: { mode: Mode; from?: string; to?: string }) => void }) {
  const { t } = useLingui();
  const [mode, setMode] = useState<Mode>('full');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const about = { auto: t`Only what changed since the last run.`, full: t`Every record is read again. What is unchanged stays as it is.`, range: t`Only what changed in a span of time.` }[mode];
  // A span without an end goes up to now.
  const span = () => ({ from: new Date(from).toISOString(), to: (to ? new Date(to) : new Date()).toISOString() });
  return (
    <Dialog
      title={t`Read again`}
      size="small"
      onClose={onClose}
      action={
        <Button look="primary" busy={busy} disabled={mode === 'range' && !from} onClick={() => onRun(mode === 'range' ? { mode, ...span() } : { mode })}>
          <Trans>Start</Trans>
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Segments
          label={t`What to read`}
          value={mode}
          onChange={setMode}
          options={[
            { value: 'auto', label: t`Changes` },
            { value: 'full', label: t`Everything` },
            { value: 'range', label: t`A span of time` },
          ]}
        />
        <p className="text-sm text-soft">{about}</p>
        {mode === 'range' && (
          <div className="grid grid-cols-2 gap-3">
            <Field label={t`From`} required>
              <Input type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
            </Field>
            <Field label={t`To`} help={t`Empty: up to now.`}>
              <Input type="datetime-local" value={to} onChange={(event) => setTo(event.target.value)} />
            </Field>
          </div>
        )}
      </div>
    </Dialog>
  );
}
