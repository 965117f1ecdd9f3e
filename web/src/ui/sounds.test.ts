import { expect, test } from 'vitest';
import { fits } from './combobox';
import { firstSounds } from './sounds';

test('Chinese is known by the first letters of its sounds', () => {
  expect(['深色外观', '客户', '阿里', '杭州 CRM', 'plain'].map(firstSounds)).toEqual(['sswg', 'kh', 'al', 'hz crm', '']);
});

test('a choice is found by its words in any order, or by its sounds', () => {
  expect(fits('更新时间 updated', 'gxsj')).toBe(true);
  expect(fits('更新时间 updated', 'updated gx')).toBe(true);
  expect(fits('更新时间 updated', 'zz')).toBe(false);
});
