import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plug } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Connection, streamsQuery } from '@/api/connections';
import { useObjects } from '@/api/objects';
import { words } from '@/shared/locale';
import { ObjectIcon } from '@/shared/object-icon';
import { SourceMark } from '@/shared/source-mark';
import { buttonClasses } from '@/ui/button';
import { Combobox } from '@/ui/combobox';
import { Checkbox, Field, Input, Segments, Select } from '@/ui/form';
import { Panel } from '@/ui/page';
import { Empty, ErrorState } from '@/ui/states';
import type { Definition, Direction } from '../../model/definition';
import { usePeriod } from '../../model/use-period';

interface SentenceStepProps {
  connections: Connection[];
  connection: string;
  onConnection: (id: string) => void;
  definition: Definition;
  onChange: (definition: Definition) => void;
}

const EVERY = ['15s', '1m', '5m', '15m', '1h', '6h', '1d'];

/** The sync in one sentence with choices in it. */
export function SentenceStep({ connections, connection, onConnection, definition, onChange }: SentenceStepProps) {
  const { t } = useLingui();
  const objects = useObjects();
  const period = usePeriod();
  const streams = useQuery({ ...streamsQuery(connection), enabled: connection !== '' });
  if (connections.length === 0) {
    return (
      <Empty
        icon={<Plug size={20} />}
        title={t`First connect a system`}
        action={
          <Link to="/connections" search={{ add: true }} className={buttonClasses('primary')}>
            <Trans>Connect a system</Trans>
          </Link>
        }
      >
        <Trans>A sync reads from a connection: a CRM, a shop, a database, a folder of files.</Trans>
      </Empty>
    );
  }
  const choose = (stream: string) => {
    const found = streams.data?.find((each) => each.name === stream);
    const object = found?.likely_object ?? definition.object;
    onChange({ ...definition, stream, object, name: definition.name || (found ? `${found.label} · ${connections.find((each) => each.id === connection)?.name ?? ''}` : ''), mapping: undefined, outgoing: undefined });
  };
  const every = definition.triggers.schedule?.every ?? '';
  const records = <Combobox label={t`Object`} className="w-44!" value={definition.object} onChange={(object) => onChange({ ...definition, object, mapping: undefined, outgoing: undefined })} choices={objects.map((object) => ({ value: object.name, label: words(object.label), icon: <ObjectIcon object={object.name} size={14} className="text-faint" /> }))} />;
  const stream = <Combobox label={t`Stream`} className="w-56!" none={streams.isLoading ? t`Reading what it offers…` : definition.direction === 'out' ? t`choose what to write` : t`choose what to read`} disabled={connection === ''} value={definition.stream} onChange={choose} choices={(streams.data ?? []).map((each) => ({ value: each.name, label: each.label || each.name, detail: each.likely_object ?? undefined }))} />;
  const system = <Combobox label={t`Connection`} className="w-56!" none={t`choose a connection`} value={connection} onChange={onConnection} choices={connections.map((each) => ({ value: each.id, label: each.name, icon: <SourceMark name={each.name} /> }))} />;
  const span = (
    <Select aria-label={t`Every`} className="w-32!" value={every} onChange={(event) => onChange({ ...definition, triggers: { ...definition.triggers, schedule: event.target.value ? { ...definition.triggers.schedule, every: event.target.value, cron: undefined } : undefined } })}>
      {EVERY.map((each) => (
        <option key={each} value={each}>
          {period(each)}
        </option>
      ))}
      <option value="">{t`never by itself`}</option>
    </Select>
  );
  const sentence: Record<Direction, ReactNode> = {
    in: (
      <Trans>
        Keep {records} in Rapport up to date from {stream} of {system} every {span}
      </Trans>
    ),
    out: (
      <Trans>
        Keep {stream} of {system} up to date from {records} in Rapport every {span}
      </Trans>
    ),
    both: (
      <Trans>
        Keep {records} in Rapport and {stream} of {system} equal, looked at every {span}
      </Trans>
    ),
  };
  return (
    <Panel title={t`Say it in a sentence`}>
      <div className="flex flex-col gap-5">
        <Segments<Direction>
          label={t`Direction`}
          value={definition.direction}
          onChange={(direction) => onChange({ ...definition, direction })}
          options={[
            { value: 'in', label: t`Into Rapport` },
            { value: 'out', label: t`To the other system` },
            { value: 'both', label: t`Both ways` },
          ]}
        />
        <p className="flex flex-wrap items-center gap-x-2 gap-y-3 text-base leading-9">{sentence[definition.direction]}</p>
        {definition.direction !== 'out' && (
          <Checkbox checked={definition.triggers.push ?? false} onChange={(event) => onChange({ ...definition, triggers: { ...definition.triggers, push: event.target.checked } })}>
            <Trans>and at once when the other system calls</Trans>
          </Checkbox>
        )}
        {definition.direction !== 'in' && (
          <Checkbox checked={definition.triggers.change ?? false} onChange={(event) => onChange({ ...definition, triggers: { ...definition.triggers, change: event.target.checked } })}>
            <Trans>and at once when something changes here</Trans>
          </Checkbox>
        )}
        {streams.error && <ErrorState error={streams.error} onRetry={() => void streams.refetch()} className="py-4!" />}
        <Field label={t`Name`} help={t`How this sync is called in lists and alerts.`}>
          <Input value={definition.name} maxLength={100} onChange={(event) => onChange({ ...definition, name: event.target.value })} />
        </Field>
      </div>
    </Panel>
  );
}
