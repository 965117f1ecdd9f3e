import { expect, test } from 'vitest';
import { newDefinition } from './definition';
import { addStep, begin, forward, redo, removeStep, stepsOf, undo, yaml } from './flow';

const whole = { ...newDefinition('customers'), rollout: { share: 100 } };

test('a flow shows the steps that its definition has, in the order of the rows', () => {
  expect(stepsOf(whole)).toEqual(['source', 'map', 'match', 'rules', 'record']);
  const more = addStep(addStep(addStep(whole, 'write'), 'filter'), 'rollout');
  expect(stepsOf(more)).toEqual(['source', 'filter', 'map', 'match', 'rules', 'rollout', 'record', 'write']);
  expect(stepsOf(removeStep(removeStep(removeStep(more, 'filter'), 'write'), 'rollout'))).toEqual(stepsOf(whole));
});

test('each step back has its step forth, and a change ends the way forth', () => {
  const two = forward(forward(begin(1), 2), 3);
  expect(undo(two).now).toBe(2);
  expect(redo(undo(two))).toEqual(two);
  expect(forward(undo(two), 9)).toEqual({ past: [1, 2], now: 9, future: [] });
  expect(undo(begin(1))).toEqual(begin(1));
});

test('YAML keeps texts apart from numbers, truth values and nothing', () => {
  expect(yaml({ name: 'CRM 客户', every: '5m', on: 'yes', list: ['a', { from: 'Id', to: 'x' }], none: [], share: 5, gone: undefined }).trim()).toBe(
    'name: CRM 客户\nevery: "5m"\n"on": "yes"\nlist:\n  - a\n  - from: Id\n    to: x\nnone: []\nshare: 5',
  );
});
