import { useLingui } from '@lingui/react/macro';
import { Panel } from '@/ui/page';
import type { Definition } from '../../model/definition';
import { OutgoingForm } from '../outgoing-form';
import { RulesForm } from '../rules-form';

export function RulesStep({ connection, definition, onChange }: { connection: string; definition: Definition; onChange: (definition: Definition) => void }) {
  const { t } = useLingui();
  return (
    <Panel title={t`Rules`}>
      <div className="flex flex-col gap-6">
        <RulesForm definition={definition} onChange={onChange} />
        {definition.direction !== 'in' && <OutgoingForm connection={connection} definition={definition} onChange={onChange} />}
      </div>
    </Panel>
  );
}
