import { Trans, useLingui } from '@lingui/react/macro';
import type { ObjectDefinition } from '@/api/objects';
import { Segments } from '@/ui/form';
import { Panel } from '@/ui/page';
import { type Definition, SHARES } from '../../model/definition';
import { useScope } from '../../model/use-scope';
import { OwnFilter } from '../own-filter';
import { RecordFilter } from '../record-filter';
import { ScopeSamples } from '../scope-samples';

interface ScopeStepProps {
  connection: string;
  definition: Definition;
  object: ObjectDefinition;
  onChange: (definition: Definition) => void;
}

/** Which records: sentences about their values, and the share to begin with, beside how many fit and five of them. */
export function ScopeStep({ connection, definition, object, onChange }: ScopeStepProps) {
  const { t } = useLingui();
  const scope = useScope(connection, definition, object);
  return (
    <>
      <Panel title={t`Which records`}>
        <div className="flex flex-col gap-4">
          <RecordFilter label={t`Only records that fit (optional)`} object={object} mapping={scope.mapping} value={definition.filter} onChange={(filter) => onChange({ ...definition, filter })} />
          <OwnFilter value={definition.source_filter} onChange={(filter) => onChange({ ...definition, source_filter: filter })} />
          <div className="flex flex-col gap-1">
            <span className="text-xs font-medium text-soft">{t`Begin with`}</span>
            <Segments label={t`Begin with`} value={String(definition.rollout.share)} onChange={(share) => onChange({ ...definition, rollout: { ...definition.rollout, share: Number(share) } })} options={SHARES.map((share) => ({ value: String(share), label: `${share} %` }))} />
            <span className="text-xs text-faint">
              <Trans>A few records first; when they look right, widen. The same records stay in.</Trans>
            </span>
          </div>
        </div>
      </Panel>
      <ScopeSamples scope={scope} />
    </>
  );
}
