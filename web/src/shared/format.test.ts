import { i18n } from '@lingui/core';
import { afterEach, expect, test } from 'vitest';
import { ago, bytes, day, decimal, duration, listed, moment, money, number, percent, shortNumber } from './format';
import { theirText } from './value-text';

const inLanguage = (language: 'en' | 'zh-CN') => i18n.loadAndActivate({ locale: language, messages: {} });

afterEach(() => inLanguage('en'));

/** Blanks that do not break look like others. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

test('numbers, shares and sizes are written as in the language', () => {
  inLanguage('en');
  expect([number(1234567), shortNumber(12_400), percent(0.256), percent(0.004), percent(0), bytes(1_500_000)]).toEqual(['1,234,567', '12.4K', '26%', '<1%', '0%', '1.5 MB']);
  inLanguage('zh-CN');
  expect([number(1234567), shortNumber(12_400), percent(0.256)]).toEqual(['1,234,567', '1.2万', '26%']);
});

test('amounts keep every cent and carry their currency; what is none stays as it came', () => {
  inLanguage('en');
  expect(money('12345678901234567.10', 'CNY')).toBe('¥12,345,678,901,234,567.10');
  expect([money('5', 'EUR'), money('1234.5'), money('much', 'EUR'), money('5', 'NONE')]).toEqual(['€5.00', '1,234.5', 'much', '5 NONE']);
  expect([decimal('0.10'), decimal('1234567.25'), decimal('12a')]).toEqual(['0.1', '1,234,567.25', '12a']);
  inLanguage('zh-CN');
  expect([money('1234.5', 'CNY'), money('1234.5', 'USD')]).toEqual(['¥1,234.50', '$1,234.50']);
});

test('a day is the same day everywhere, a moment is one of the clock on the wall', () => {
  inLanguage('en');
  expect(day('2026-03-31')).toBe('Mar 31, 2026');
  expect(day('2026-03-31T23:59:59-11:00')).toBe('Mar 31, 2026');
  const at = '2026-03-31T12:05:00Z';
  expect(moment(at)).toBe(new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at)));
  expect([day('soon'), moment('soon')]).toEqual(['soon', 'soon']);
  inLanguage('zh-CN');
  expect(day('2026-03-31')).toBe('2026年3月31日');
});

test('spans are told in at most two units, moments by how long ago they were', () => {
  inLanguage('en');
  const now = Date.parse('2026-03-31T12:00:00Z');
  expect([ago('2026-03-31T11:59:55Z', now), ago('2026-03-31T11:57:00Z', now), ago('2026-04-01T12:00:00Z', now)]).toEqual(['now', '3 min. ago', 'tomorrow']);
  expect([duration(0.25), duration(59), duration(3_661), duration(90_000)].map(plain)).toEqual(['250 ms', '59 sec', '1 hr 1 min', '1 day 1 hr']);
  inLanguage('zh-CN');
  expect([ago('2026-03-31T11:57:00Z', now), duration(3_661)].map(plain)).toEqual(['3分钟前', '1小时 1分钟']);
});

test('names stand one after another as the language separates them', () => {
  inLanguage('en');
  expect(listed(['a', 'b'])).toBe('a, b');
  inLanguage('zh-CN');
  expect(listed(['甲', '乙'])).toBe('甲、乙');
});

test('values of other systems are read as in the language, codes and texts as they came', () => {
  inLanguage('en');
  expect([theirText(1234567), theirText('1234567'), theirText('2026-03-31'), theirText('2026-03'), theirText({ a: 1 }), theirText(null)]).toEqual(['1,234,567', '1234567', 'Mar 31, 2026', '2026-03', '{"a":1}', '']);
  expect(theirText('2026-03-31T12:05:00.000+0000')).toBe(moment('2026-03-31T12:05:00Z'));
  inLanguage('zh-CN');
  expect(theirText('2026-03-31')).toBe('2026年3月31日');
});
