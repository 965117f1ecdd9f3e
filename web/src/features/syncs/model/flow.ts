import type { Definition } from './definition';
import { NO_OUTGOING } from './outgoing';

/** A sync as a flow. The definition is the truth: nodes are read from it, and what is done to a node is done to the definition. */

export type StepName = 'source' | 'filter' | 'map' | 'match' | 'rules' | 'rollout' | 'record' | 'write';

/** Steps that every sync has; the others can be put in and taken out. */
const always: StepName[] = ['source', 'map', 'match', 'rules', 'record'];

const order: StepName[] = ['source', 'filter', 'map', 'match', 'rules', 'rollout', 'record', 'write'];

export const optionalSteps: StepName[] = ['filter', 'rollout', 'write'];

export function hasStep(definition: Definition, step: StepName): boolean {
  if (always.includes(step)) return true;
  if (step === 'filter') return definition.filter !== undefined || definition.source_filter !== undefined;
  if (step === 'rollout') return definition.rollout.share < 100 || definition.rollout.filter !== undefined || (definition.rollout.fields?.length ?? 0) > 0;
  return definition.direction !== 'in';
}

/** The steps in the order in which a row passes them. */
export function stepsOf(definition: Definition): StepName[] {
  return order.filter((step) => hasStep(definition, step));
}

/** Puts an optional step in, with a value that can be changed then. */
export function addStep(definition: Definition, step: StepName): Definition {
  if (hasStep(definition, step)) return definition;
  if (step === 'filter') return { ...definition, filter: '' };
  if (step === 'rollout') return { ...definition, rollout: { ...definition.rollout, share: 5 } };
  if (step === 'write') return { ...definition, direction: 'both', outgoing: definition.outgoing ?? NO_OUTGOING };
  return definition;
}

export function removeStep(definition: Definition, step: StepName): Definition {
  if (step === 'filter') return { ...definition, filter: undefined, source_filter: undefined };
  if (step === 'rollout') return { ...definition, rollout: { share: 100 } };
  if (step === 'write') return { ...definition, direction: 'in', outgoing: undefined };
  return definition;
}

/** Values with the way back and forth. */
export interface Versions<Value> {
  past: Value[];
  now: Value;
  future: Value[];
}

const KEPT_MAX = 100;

export function begin<Value>(now: Value): Versions<Value> {
  return { past: [], now, future: [] };
}

export function forward<Value>(versions: Versions<Value>, next: Value): Versions<Value> {
  return { past: [...versions.past, versions.now].slice(-KEPT_MAX), now: next, future: [] };
}

export function undo<Value>(versions: Versions<Value>): Versions<Value> {
  const last = versions.past.at(-1);
  return last === undefined ? versions : { past: versions.past.slice(0, -1), now: last, future: [versions.now, ...versions.future] };
}

export function redo<Value>(versions: Versions<Value>): Versions<Value> {
  const [next, ...future] = versions.future;
  return next === undefined ? versions : { past: [...versions.past, versions.now], now: next, future };
}

/** A value as YAML, in the order of its members. Texts that could be taken for something else are quoted. */
export function yaml(value: unknown, indent = 0): string {
  const space = '  '.repeat(indent);
  if (Array.isArray(value)) {
    if (value.length === 0) return ' []\n';
    return `\n${value.map((item) => `${space}-${isBranch(item) ? ` ${branch(item, indent + 1).trimStart()}` : ` ${scalar(item)}\n`}`).join('')}`;
  }
  if (isBranch(value)) return `\n${branch(value, indent)}`;
  return ` ${scalar(value)}\n`;
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function branch(value: Record<string, unknown>, indent: number): string {
  const members = Object.entries(value).filter(([, each]) => each !== undefined);
  if (members.length === 0) return `${'  '.repeat(indent)}{}\n`;
  return members.map(([name, each]) => `${'  '.repeat(indent)}${scalar(name)}:${yaml(each, indent + 1)}`).join('');
}

function scalar(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  const isPlain = /^[\p{L}_][\p{L}\p{N}_ ./-]*$/u.test(value) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(value) && !value.endsWith(' ');
  return isPlain ? value : JSON.stringify(value);
}
