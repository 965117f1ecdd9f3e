import '@xyflow/react/dist/base.css';
import './components/flow/flow.css';
import { Answered } from '@/ui/answered';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Code, Redo2, Undo2 } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useObject } from '@/api/objects';
import { type Sync, syncQuery } from '@/api/syncs';
import { Crumb } from '@/shared/crumb';
import { useRights } from '@/shared/use-rights';
import { Button, IconButton } from '@/ui/button';
import { Page } from '@/ui/page';
import { Canvas } from './components/flow/canvas';
import { StepPanel } from './components/flow/step-panel';
import { StepPalette } from './components/flow/step-palette';
import { LeaveGuard } from './components/leave-guard';
import { useSaveSync } from './components/use-save-sync';
import { type Definition, patchOf, readDefinition } from './model/definition';
import { addStep, begin, forward, redo, removeStep, type StepName, undo, yaml } from './model/flow';
import { useHeldSync } from './model/use-held-sync';

const route = getRouteApi('/app/syncs/$id/flow');

export function FlowScreen() {
  const { id } = route.useParams();
  const query = useQuery({ ...syncQuery(id), refetchInterval: false });
  const { sync, hold, release } = useHeldSync(query.data);
  if (!sync) return <Answered query={query} lines={10} className="p-6">{null}</Answered>;
  return <SyncFlow key={sync.version} sync={sync} onEdit={() => hold(sync)} onEnd={release} />;
}

/** A sync as a flow: steps are dragged in, clicked to change, taken out; the same thing stands beside it as YAML. */
function SyncFlow({ sync, onEdit, onEnd }: { sync: Sync; onEdit: () => void; onEnd: () => void }) {
  const { t } = useLingui();
  const rights = useRights(sync.object);
  const object = useObject(sync.object);
  const before = readDefinition(sync.definition);
  const [versions, setVersions] = useState(() => begin(before));
  const [chosen, setChosen] = useState<StepName>();
  const [showYaml, setShowYaml] = useState(false);
  const definition = versions.now;
  const patch = patchOf(before, definition);
  const isChanged = Object.keys(patch).length > 0;
  const { save, isSaving, dialog } = useSaveSync(sync, { onSaved: onEnd, onTheirs: onEnd });
  const go = (next: Definition) => {
    onEdit();
    setVersions(forward(versions, next));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return;
    if (event.key === 'z' && !event.shiftKey) setVersions(undo);
    else if (event.key === 'y' || (event.key.toLowerCase() === 'z' && event.shiftKey)) setVersions(redo);
    else return;
    event.preventDefault();
  };
  const add = (step: StepName) => {
    go(addStep(definition, step));
    setChosen(step);
  };
  const remove = (step: StepName) => {
    go(removeStep(definition, step));
    setChosen(undefined);
  };
  return (
    <Page
      tab={t`Flow of ${sync.name}`}
      layout="fill"
      above={<Crumb to="/syncs/$id" params={{ id: sync.id }}>{sync.name}</Crumb>}
      title={t`Flow`}
      actions={
        <>
          <IconButton label={t`Undo`} keys="ctrl+z" disabled={versions.past.length === 0} onClick={() => setVersions(undo)}>
            <Undo2 size={15} />
          </IconButton>
          <IconButton label={t`Redo`} keys="ctrl+y" disabled={versions.future.length === 0} onClick={() => setVersions(redo)}>
            <Redo2 size={15} />
          </IconButton>
          <Button icon={<Code size={14} />} aria-pressed={showYaml} onClick={() => setShowYaml(!showYaml)}>
            YAML
          </Button>
          {rights.admin && (
            <Button look="primary" disabled={!isChanged} busy={isSaving} onClick={() => save.mutate(() => patch)}>
              <Trans>Save</Trans>
            </Button>
          )}
        </>
      }
    >
      <div className="flex min-h-0 flex-1 max-md:flex-col" onKeyDown={onKeyDown}>
        <div className="relative min-h-64 min-w-0 flex-1">
          <Canvas sync={sync} definition={definition} object={object} chosen={chosen} onChoose={setChosen} onAdd={add} onRemove={remove} />
          <StepPalette definition={definition} onAdd={add} />
        </div>
        {chosen && (
          <StepPanel sync={sync} step={chosen} definition={definition} onChange={go} onClose={() => setChosen(undefined)} onRemove={() => remove(chosen)} />
        )}
        {showYaml && (
          <pre tabIndex={0} aria-label={t`The sync as YAML`} className="w-96 shrink-0 overflow-auto border-l border-line bg-panel p-4 font-mono text-xs leading-5 max-md:w-full">
            {yaml(definition).trimStart()}
          </pre>
        )}
      </div>
      {dialog}
      <LeaveGuard isChanged={isChanged && !isSaving} />
    </Page>
  );
}
