import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Schemas } from '@/api/client';
import { useObject } from '@/api/objects';
import type { Sync } from '@/api/syncs';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Field, Input, Segments } from '@/ui/form';
import { readDefinition } from '../model/definition';
import { readMapping } from '../model/mapping';
import { RecordFilter } from './record-filter';

type Mode = 'auto' | 'full' | 'range';

interface BackfillDialogProps {
  sync: Sync;
  busy: boolean;
  onClose: () => void;
  onRun: (body: Schemas['SyncRunInput']) => void;
}

/** Lets a sync read more than what changed: everything, a span of time, and of these the records that fit alone. */
export function BackfillDialog({ sync, busy, onClose, onRun }: BackfillDialogProps) {
  const { t } = useLingui();
  const object = useObject(sync.object);
  const definition = readDefinition(sync.definition);
  const [mode, setMode] = useState<Mode>('full');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [filter, setFilter] = useState<string>();
  const isNarrowed = mode !== 'auto' && Boolean(filter?.trim());
  const about = { auto: t`Only what changed since the last run.`, full: t`Every record is read again. What is unchanged stays as it is.`, range: t`Only what changed in a span of time.` }[mode];
  // A span without an end goes up to now.
  const span = () => ({ from: new Date(from).toISOString(), to: (to ? new Date(to) : new Date()).toISOString() });
  const body = (): Schemas['SyncRunInput'] => ({ mode, ...(mode === 'range' ? span() : {}), ...(isNarrowed ? { filter } : {}) });
  return (
    <Dialog
      title={t`Read again`}
      onClose={onClose}
      action={
        <Button look="primary" busy={busy} disabled={mode === 'range' && !from} onClick={() => onRun(body())}>
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
        {mode !== 'auto' && object && definition.direction !== 'out' && (
          <RecordFilter
            label={t`Only records that fit (optional)`}
            help={isNarrowed ? t`What does not fit stays as it is, and nothing counts as gone.` : undefined}
            object={object}
            mapping={readMapping(definition.mapping, object.name)}
            value={filter}
            onChange={setFilter}
          />
        )}
      </div>
    </Dialog>
  );
}
