import { useLingui } from '@lingui/react/macro';
import type { ObjectDefinition } from '@/api/objects';
import { Panel } from '@/ui/page';
import type { Definition } from '../../model/definition';
import { KeyField } from '../outgoing/key-field';
import { MatchStep } from './match-step';

interface WhoStepProps {
  connection: string;
  definition: Definition;
  object: ObjectDefinition;
  onChange: (definition: Definition) => void;
}

/** How a row finds its record here, and a record finds itself there. */
export function WhoStep(props: WhoStepProps) {
  const { t } = useLingui();
  const { direction } = props.definition;
  return (
    <>
      {direction !== 'out' && <MatchStep {...props} />}
      {direction !== 'in' && (
        <Panel title={t`How a record is found there`}>
          <KeyField {...props} />
        </Panel>
      )}
    </>
  );
}
