import { expect, it } from 'vitest';
import { apiName, fitsRule } from './field-words';

it('makes API names of labels', () => {
  expect(apiName('Loyalty level!')).toBe('loyalty_level');
  expect(apiName('2nd Phone ')).toBe('nd_phone');
  expect(apiName('会员等级')).toBe('');
});

it('tries rules of fields out', () => {
  expect(fitsRule('text', { pattern: '[A-Z]{2}\\d{4}' }, 'AB1234')).toBe(true);
  expect(fitsRule('text', { pattern: '[A-Z]{2}\\d{4}' }, 'xAB1234')).toBe(false);
  expect(fitsRule('text', { pattern: '[' }, 'x')).toBe(null);
  expect(fitsRule('integer', { min: '1', max: '5' }, '6')).toBe(false);
  expect(fitsRule('date', { min: '2020-01-01' }, '2021-05-05')).toBe(true);
});
