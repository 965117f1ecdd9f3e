import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { applyNodeChanges, Background, BackgroundVariant, Controls, type Edge, type FitViewOptions, type Node, type NodeChange, ReactFlow, ReactFlowProvider, useReactFlow, useStore, type XYPosition } from '@xyflow/react';
import { type DragEvent, useEffect, useMemo, useState } from 'react';
import type { ObjectDefinition } from '@/api/objects';
import { problemsQuery } from '@/api/problems';
import type { Sync } from '@/api/syncs';
import { listed } from '@/shared/format';
import { useIsPhone } from '@/shared/use-is-phone';
import type { Definition } from '../../model/definition';
import { optionalSteps, type StepName, stepsOf } from '../../model/flow';
import { SamplePicker } from '../mapping/sample-picker';
import { type StepData, StepNode } from './step-node';
import { STEP_TYPE } from './step-palette';
import { useSampleValues } from './use-sample-values';
import { useStepFacts } from './use-steps';

const GAP_X = 300;
const ROW_Y = 180;
/** Steps of a row by the room there is, so that their words can be read: beside an open panel fewer, on a phone one below the other. */
const ROWS = [
  { width: 480, steps: 1 },
  { width: 800, steps: 2 },
];
const STEPS_A_ROW = 4;

const nodeTypes = { step: StepNode };
/** Below it stand the buttons of the view. */
const fitting: FitViewOptions = { padding: { x: 0.15, top: 0.1, bottom: '64px' }, maxZoom: 1 };
/** Where steps below one another begin: beside what can be dragged in, and as large as they are, for all of them at once could not be read. */
const COLUMN = { x: 150, y: 24, zoom: 1 };

interface CanvasProps {
  sync: Sync;
  definition: Definition;
  object?: ObjectDefinition;
  chosen?: StepName;
  onChoose: (step: StepName | undefined) => void;
  onAdd: (step: StepName) => void;
  onRemove: (step: StepName) => void;
}

/** Where a step stands at first: from left to right, the second half of a long flow below. */
function placeOf(index: number, perRow: number) {
  return { x: (index % perRow) * GAP_X, y: Math.floor(index / perRow) * ROW_Y };
}

/** Draws the steps, with values of a sample on the edges and open problems on the nodes. */
export function Canvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <Steps {...props} />
    </ReactFlowProvider>
  );
}

function Steps({ sync, definition, object, chosen, onChoose, onAdd, onRemove }: CanvasProps) {
  const { t } = useLingui();
  const isPhone = useIsPhone();
  // Not known before it is drawn.
  const width = useStore((state) => state.width) || (isPhone ? 0 : Infinity);
  const perRow = ROWS.find((row) => width < row.width)?.steps ?? STEPS_A_ROW;
  const facts = useStepFacts(definition);
  const problems = useProblems(sync);
  const { sample, at, setAt, values } = useSampleValues(sync, definition, object);
  const steps = stepsOf(definition);
  // Where a person put the nodes, and how large they were drawn; everything else follows from the definition.
  const [kept, setKept] = useState<Node<StepData>[]>([]);
  const [placed, setPlaced] = useState<Partial<Record<string, XYPosition>>>({});
  const isSame = kept.length === steps.length;
  const nodes = steps.map((step, index): Node<StepData> => {
    const known = kept.find((each) => each.id === step);
    return {
      id: step,
      type: 'step',
      position: (isSame && placed[step]) || placeOf(index, perRow),
      measured: known?.measured,
      selected: step === chosen,
      deletable: optionalSteps.includes(step),
      ariaLabel: `${facts[step].title}: ${listed(facts[step].lines)}`,
      domAttributes: { 'aria-roledescription': t`step` },
      data: { step, ...facts[step], problems: problems[step]?.count ?? 0, problem: problems[step]?.id },
    };
  });
  const edges: Edge[] = steps.slice(1).map((step, index) => {
    const from = steps[index] ?? 'source';
    return { id: `${from}-${step}`, source: from, target: step, type: 'smoothstep', animated: sync.state === 'live', label: values[from], labelShowBg: true, labelBgPadding: [6, 3], labelBgBorderRadius: 4 };
  });
  const take = (changes: NodeChange<Node<StepData>>[]) => {
    setKept(applyNodeChanges(changes.filter((each) => each.type !== 'remove'), nodes));
    const moves = changes.flatMap((each) => (each.type === 'position' && each.position ? [[each.id, each.position] as const] : []));
    if (moves.length > 0) setPlaced((before) => ({ ...before, ...Object.fromEntries(moves) }));
  };
  const drop = (event: DragEvent) => {
    const step = event.dataTransfer.getData(STEP_TYPE);
    const known = optionalSteps.find((each) => each === step);
    if (!known) return;
    event.preventDefault();
    onAdd(known);
  };
  return (
    <div className="flex size-full flex-col">
      <div className="min-h-0 flex-1">
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          onNodesChange={take}
          onNodeClick={(_, node) => onChoose(node.id as StepName)}
          onPaneClick={() => onChoose(undefined)}
          onNodesDelete={(gone) => gone.forEach((node) => onRemove(node.id as StepName))}
          onKeyDown={(event) => {
            const id = (event.target as HTMLElement).closest('.react-flow__node')?.getAttribute('data-id');
            if (event.key === 'Enter' && id) onChoose(id as StepName);
          }}
          onDrop={drop}
          onDragOver={(event) => {
            if (event.dataTransfer.types.includes(STEP_TYPE)) event.preventDefault();
          }}
          nodesConnectable={false}
          edgesFocusable={false}
          fitView={perRow > 1}
          fitViewOptions={fitting}
          minZoom={0.3}
          maxZoom={1.5}
          aria-label={t`Flow of the sync`}
          ariaLabelConfig={{
            'node.a11yDescription.default': t`Enter or Space chooses a step. Delete takes it out, Escape lets go of it.`,
            'node.a11yDescription.keyboardDisabled': t`Enter or Space chooses a step, the arrows move it. Delete takes it out, Escape lets go of it.`,
            'node.a11yDescription.ariaLiveMessage': () => t`The step was moved.`,
            'edge.a11yDescription.default': t`Enter or Space chooses a connection.`,
            'controls.ariaLabel': t`View of the flow`,
            'controls.zoomIn.ariaLabel': t`Larger`,
            'controls.zoomOut.ariaLabel': t`Smaller`,
            'controls.fitView.ariaLabel': t`Show all of it`,
            'handle.ariaLabel': t`Connection of the step`,
          }}
        >
          <Background variant={BackgroundVariant.Dots} gap={20} size={1} color="var(--line)" />
          <Controls showInteractive={false} position="bottom-left" />
          <KeptInSight isColumn={perRow === 1} chosen={chosen ? steps.indexOf(chosen) : undefined} />
        </ReactFlow>
      </div>
      {/* Beside the flow, where no step comes to lie under it. */}
      {sample && sample.rows.length > 1 && (
        <div className="flex justify-end border-t border-line bg-panel px-2 py-0.5">
          <SamplePicker sample={sample} at={at} onChange={setAt} failing={0} onNextFailing={() => undefined} />
        </div>
      )}
    </div>
  );
}

/** Shows the whole flow again when what opens beside it takes a part of its width; of steps below one another the chosen one. */
function KeptInSight({ isColumn, chosen }: { isColumn: boolean; chosen?: number }) {
  const { fitView, setViewport } = useReactFlow();
  const width = useStore((state) => state.width);
  useEffect(() => void (isColumn ? setViewport(COLUMN) : fitView(fitting)), [fitView, setViewport, isColumn, width]);
  useEffect(() => {
    if (isColumn && chosen !== undefined) void setViewport({ ...COLUMN, y: COLUMN.y - chosen * ROW_Y });
  }, [setViewport, isColumn, chosen]);
  return null;
}

/** Open problems of the sync, at the step that they come from. */
function useProblems(sync: Sync): Partial<Record<StepName, { count: number; id?: string }>> {
  const { data } = useQuery(problemsQuery);
  return useMemo(() => {
    const found: Partial<Record<StepName, { count: number; id?: string }>> = {};
    for (const group of data ?? []) {
      const count = group.by_sync.find((each) => each.sync === sync.id)?.count ?? 0;
      if (count === 0) continue;
      const step: StepName = group.code.startsWith('target_') ? 'write' : group.held > 0 ? 'match' : 'map';
      const known = found[step];
      found[step] = known ? { count: known.count + count } : { count, id: group.id };
    }
    return found;
  }, [data, sync.id]);
}
