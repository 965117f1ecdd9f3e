import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Trash2, X } from 'lucide-react';
import { useObject } from '@/api/objects';
import type { Sync } from '@/api/syncs';
import { words } from '@/shared/locale';
import { buttonClasses, IconButton } from '@/ui/button';
import { Segments } from '@/ui/form';
import { Facts } from '@/ui/page';
import { type Definition, SHARES } from '../../model/definition';
import { optionalSteps, type StepName } from '../../model/flow';
import { readMapping } from '../../model/mapping';
import { OutgoingForm } from '../outgoing/outgoing-form';
import { OwnFilter } from '../own-filter';
import { RecordFilter } from '../record-filter';
import { RolloutFields } from '../rollout-fields';
import { RulesForm } from '../rules-form';
import { MatchStep } from '../wizard/match-step';
import { useStepTitles } from './use-steps';

interface StepPanelProps {
  sync: Sync;
  step: StepName;
  definition: Definition;
  onChange: (definition: Definition) => void;
  onClose: () => void;
  onRemove: () => void;
}

/** The settings of the chosen step, beside the canvas. */
export function StepPanel({ sync, step, definition, onChange, onClose, onRemove }: StepPanelProps) {
  const { t } = useLingui();
  const titles = useStepTitles();
  return (
    <aside aria-label={titles[step]} className="flex w-96 shrink-0 flex-col border-l border-line bg-panel max-md:max-h-[50%] max-md:w-full">
      <header className="flex items-center gap-2 border-b border-line px-4 py-2">
        <h2 className="flex-1 text-sm font-semibold">{titles[step]}</h2>
        {optionalSteps.includes(step) && (
          <IconButton label={t`Take the step out`} size="small" onClick={onRemove}>
            <Trash2 size={14} />
          </IconButton>
        )}
        <IconButton label={t`Close`} size="small" onClick={onClose}>
          <X size={14} />
        </IconButton>
      </header>
      <div className="min-h-0 flex-1 overflow-auto p-4">
        <StepSettings sync={sync} step={step} definition={definition} onChange={onChange} />
      </div>
    </aside>
  );
}

function StepSettings({ sync, step, definition, onChange }: Omit<StepPanelProps, 'onClose' | 'onRemove'>) {
  const { t } = useLingui();
  const object = useObject(definition.object);
  const { rollout } = definition;
  switch (step) {
    case 'source':
      return (
        <Facts
          items={[
            [t`Connection`, <Link key="c" to="/connections/$id" params={{ id: sync.connection_id }} className="text-accent-ink hover:underline">{sync.connection}</Link>],
            [t`Stream`, <span key="s" className="break-all">{sync.stream}</span>],
          ]}
        />
      );
    case 'filter':
      return (
        <div className="flex flex-col gap-4">
          {object && <RecordFilter label={t`Only records that fit (optional)`} object={object} mapping={readMapping(definition.mapping, definition.object)} value={definition.filter} onChange={(filter) => onChange({ ...definition, filter: filter ?? '' })} />}
          <OwnFilter value={definition.source_filter} onChange={(filter) => onChange({ ...definition, source_filter: filter })} />
        </div>
      );
    case 'map': {
      const rules = readMapping(definition.mapping, definition.object).fields;
      return (
        <div className="flex flex-col gap-3">
          <ul className="divide-y divide-line text-xs">
            {rules.map((rule, index) => (
              <li key={index} className="flex gap-2 py-1.5">
                <span className="min-w-0 flex-1 truncate">{rule.from.join(' + ')}</span>
                <span className="text-faint">→</span>
                <span className="min-w-0 flex-1 truncate font-medium">{words(object?.fields.find((field) => field.name === rule.to)?.label) || rule.to}</span>
              </li>
            ))}
          </ul>
          <Link to="/syncs/$id/mapping" params={{ id: sync.id }} className={buttonClasses('plain', 'normal', 'self-start')}>
            <Trans>Change the mapping</Trans>
          </Link>
        </div>
      );
    }
    case 'match':
      return object ? <MatchStep definition={definition} object={object} onChange={onChange} /> : null;
    case 'rules':
      return <RulesForm definition={definition} onChange={onChange} />;
    case 'rollout':
      return (
        <div className="flex flex-col gap-4">
          <Segments label={t`Share`} value={String(rollout.share)} onChange={(share) => onChange({ ...definition, rollout: { ...rollout, share: Number(share) } })} options={SHARES.map((share) => ({ value: String(share), label: `${share}%` }))} />
          {object && <RecordFilter label={t`Only records that fit (optional)`} object={object} mapping={readMapping(definition.mapping, definition.object)} value={rollout.filter} onChange={(filter) => onChange({ ...definition, rollout: { ...rollout, filter } })} />}
          {object && <RolloutFields object={object} definition={definition} value={rollout.fields ?? []} onChange={(fields) => onChange({ ...definition, rollout: { ...rollout, fields: fields.length > 0 ? fields : undefined } })} />}
        </div>
      );
    case 'record':
      return (
        <div className="flex flex-col gap-3 text-sm text-soft">
          <p>
            <Trans>The row becomes part of one record of {words(object?.label)}, with all its other sources.</Trans>
          </p>
          <Link to="/records/$object" params={{ object: definition.object }} className={buttonClasses('plain', 'normal', 'self-start')}>
            <Trans>Show all: {words(object?.label)}</Trans>
          </Link>
        </div>
      );
    case 'write':
      return <OutgoingForm connection={sync.connection_id} definition={definition} onChange={onChange} />;
  }
}

