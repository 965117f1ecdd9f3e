import { Trans, useLingui } from '@lingui/react/macro';
import type { ObjectDefinition } from '@/api/objects';
import { Segments } from '@/ui/form';
import { Panel } from '@/ui/page';
import { type Definition, SHARES } from '../../model/definition';
import type { Mapping } from '../../model/mapping';
import { useScope } from '../../model/use-scope';
import { OwnFilter } from '../own-filter';
import { OwnSamples } from '../own-samples';
import { RecordFilter } from '../record-filter';
import { ScopeSamples } from '../scope-samples';

interface ScopeStepProps {
  connection: string;
  definition: Definition;
  object: ObjectDefinition;
  onChange: (definition: Definition) => void;
}

/** Which records: sentences about their values, and the share to begin with, beside how many fit and five of them. */
export function ScopeStep(props: ScopeStepProps) {
  return props.definition.direction === 'out' ? <ScopeHere {...props} /> : <ScopeThere {...props} />;
}

/** Of the rows there, for a sync that reads them. */
function ScopeThere({ connection, definition, object, onChange }: ScopeStepProps) {
  const scope = useScope(connection, definition, object);
  return (
    <>
      <Choice definition={definition} object={object} mapping={scope.mapping} onChange={onChange} />
      <ScopeSamples scope={scope} />
    </>
  );
}

/** Of the records here, for a sync that only writes them. */
function ScopeHere({ definition, object, onChange }: ScopeStepProps) {
  return (
    <>
      <Choice definition={definition} object={object} onChange={onChange} />
      <OwnSamples object={object} filter={definition.filter} />
    </>
  );
}

function Choice({ definition, object, mapping, onChange }: Omit<ScopeStepProps, 'connection'> & { mapping?: Mapping }) {
  const { t } = useLingui();
  return (
    <Panel title={t`Which records`}>
      <div className="flex flex-col gap-4">
        <RecordFilter label={t`Only records that fit (optional)`} object={object} mapping={mapping} value={definition.filter} onChange={(filter) => onChange({ ...definition, filter })} />
        {definition.direction !== 'out' && <OwnFilter value={definition.source_filter} onChange={(filter) => onChange({ ...definition, source_filter: filter })} />}
        <div className="flex flex-col gap-1">
          <span className="text-xs font-medium text-soft">{t`Begin with`}</span>
          <Segments label={t`Begin with`} value={String(definition.rollout.share)} onChange={(share) => onChange({ ...definition, rollout: { ...definition.rollout, share: Number(share) } })} options={SHARES.map((share) => ({ value: String(share), label: `${share}%` }))} />
          <span className="text-xs text-faint">
            <Trans>A few records first; when they look right, widen. The same records stay in.</Trans>
          </span>
        </div>
      </div>
    </Panel>
  );
}
