import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { TriangleAlert } from 'lucide-react';
import { classes } from '@/ui/classes';
import type { StepName } from '../../model/flow';
import { type StepFacts, stepIcons } from './use-steps';

export interface StepData extends StepFacts, Record<string, unknown> {
  step: StepName;
  problems: number;
  /** The problem, where there is one alone. */
  problem?: string;
}

/** One step of the flow: what it is, what it is set to, and what is wrong with it. */
export function StepNode({ data, selected }: NodeProps<Node<StepData>>) {
  const { t } = useLingui();
  const Icon = stepIcons[data.step];
  return (
    <div className={classes('w-48 rounded-lg border bg-panel p-3 text-left shadow-low', selected ? 'border-accent ring-2 ring-accent/20' : data.problems > 0 ? 'border-bad/50' : 'border-line')}>
      {data.step !== 'source' && <Handle type="target" position={Position.Left} isConnectable={false} />}
      <p className="flex items-center gap-2 text-sm font-semibold">
        <span className="grid size-6 shrink-0 place-items-center rounded-md bg-accent-ground text-accent-ink">
          <Icon size={14} aria-hidden />
        </span>
        {data.title}
      </p>
      <ul className="mt-1.5 text-xs text-soft">
        {data.lines.map((line) => (
          <li key={line} className="truncate" title={line}>
            {line}
          </li>
        ))}
      </ul>
      {data.problems > 0 && (
        <Link to={data.problem ? '/problems/$id' : '/problems'} params={{ id: data.problem ?? '' }} className="nodrag nopan mt-1.5 flex items-center gap-1 text-xs text-bad hover:underline" onClick={(event) => event.stopPropagation()}>
          <TriangleAlert size={12} aria-hidden />
          {t`${plural(data.problems, { one: '# problem', other: '# problems' })}`}
        </Link>
      )}
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
}
