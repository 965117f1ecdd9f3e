import { useLingui } from '@lingui/react/macro';
import { Panel } from '@/ui/page';
import type { Definition } from '../../model/definition';
import { RulesForm } from '../rules-form';

export function RulesStep({ definition, onChange }: { definition: Definition; onChange: (definition: Definition) => void }) {
  const { t } = useLingui();
  return (
    <Panel title={t`Rules`}>
      <RulesForm definition={definition} onChange={onChange} />
    </Panel>
  );
}
