import { i18n } from '@lingui/core';

/** Numbers, money, dates and times as the shown language writes them. */

const cache = new Map<string, unknown>();

function kept<Value>(key: string, make: () => Value): Value {
  const full = `${i18n.locale} ${key}`;
  const known = cache.get(full);
  if (known !== undefined) return known as Value;
  const value = make();
  cache.set(full, value);
  return value;
}

export function number(value: number | bigint): string {
  return kept('number', () => new Intl.NumberFormat(i18n.locale)).format(value);
}

/** 12,400 as 12.4K, for counts where room is small. */
export function shortNumber(value: number): string {
  return kept('short', () => new Intl.NumberFormat(i18n.locale, { notation: 'compact', maximumFractionDigits: 1 })).format(value);
}

export function percent(share: number, digits = 0): string {
  if (share > 0 && share < 0.01 && digits === 0) return `<${percent(0.01)}`;
  return kept(`percent ${digits}`, () => new Intl.NumberFormat(i18n.locale, { style: 'percent', maximumFractionDigits: digits })).format(share);
}

/** An amount; as text, because binary numbers lose cents. */
export function money(amount: string, currency?: string): string {
  const value = Number(amount);
  if (!Number.isFinite(value)) return amount;
  if (!currency) return number(value);
  try {
    return kept(`money ${currency}`, () => new Intl.NumberFormat(i18n.locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })).format(amount as never);
  } catch {
    return `${amount} ${currency}`;
  }
}

export function decimal(text: string): string {
  return /^-?\d+(\.\d+)?$/.test(text) ? kept('decimal', () => new Intl.NumberFormat(i18n.locale, { maximumFractionDigits: 6 })).format(text as never) : text;
}

/** A calendar day, which belongs to no zone. */
export function day(text: string): string {
  const at = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(at.valueOf())) return text;
  return kept('day', () => new Intl.DateTimeFormat(i18n.locale, { dateStyle: 'medium', timeZone: 'UTC' })).format(at);
}

export function moment(text: string): string {
  const at = new Date(text);
  if (Number.isNaN(at.valueOf())) return text;
  return kept('moment', () => new Intl.DateTimeFormat(i18n.locale, { dateStyle: 'medium', timeStyle: 'short' })).format(at);
}

/** Before this a moment was never told: zero on some clock. */
const FIRST_YEAR = 1990;

export function wasTold(text: string): boolean {
  return !(new Date(text).getFullYear() < FIRST_YEAR);
}

/** As `moment`, to the second, for tooltips. */
export function exactMoment(text: string): string {
  const at = new Date(text);
  if (Number.isNaN(at.valueOf())) return text;
  return kept('exact', () => new Intl.DateTimeFormat(i18n.locale, { dateStyle: 'full', timeStyle: 'long' })).format(at);
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** How long ago, or how soon. */
export function ago(text: string, now = Date.now()): string {
  const at = new Date(text).valueOf();
  if (Number.isNaN(at)) return text;
  const seconds = Math.round((at - now) / 1000);
  const relative = kept('relative', () => new Intl.RelativeTimeFormat(i18n.locale, { numeric: 'auto', style: 'short' }));
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return relative.format(Math.abs(seconds) < 10 ? 0 : seconds, 'second');
}

/** A span of time in at most two units. */
export function duration(seconds: number): string {
  if (seconds < 1) return kept('ms', () => new Intl.NumberFormat(i18n.locale, { style: 'unit', unit: 'millisecond', maximumFractionDigits: 0 })).format(seconds * 1000);
  const unit = (value: number, name: string) => kept(`unit ${name}`, () => new Intl.NumberFormat(i18n.locale, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: 0 })).format(value);
  const parts: string[] = [];
  let rest = Math.round(seconds);
  for (const [name, size] of [['day', 86_400], ['hour', 3_600], ['minute', 60], ['second', 1]] as const) {
    if (rest >= size && parts.length < 2) {
      parts.push(unit(Math.floor(rest / size), name));
      rest %= size;
    } else if (parts.length > 0) break;
  }
  return parts.join(' ');
}

export function bytes(size: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  const place = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, size)) / 3));
  return kept(`bytes ${place}`, () => new Intl.NumberFormat(i18n.locale, { style: 'unit', unit: units[place], unitDisplay: place === 0 ? 'long' : 'short', maximumFractionDigits: 1 })).format(size / 1000 ** place);
}

/** The name of a country by its code of two letters. */
export function regionName(code: string): string {
  return kept('region', () => new Intl.DisplayNames(i18n.locale, { type: 'region', fallback: 'code' })).of(code) ?? code;
}

/** For sorting text as people do, in Chinese by pinyin. */
export function compareText(one: string, other: string): number {
  return kept('collator', () => new Intl.Collator(i18n.locale, { numeric: true })).compare(one, other);
}

/** Names one after another, as the language separates them. */
export function listed(names: string[]): string {
  return names.join(i18n.locale === 'zh-CN' ? '、' : ', ');
}
