import { i18n } from '@lingui/core';
import type { Label } from '@/api/objects';

export type Language = 'en' | 'zh-CN';

export const languages: { value: Language; name: string }[] = [
  { value: 'en', name: 'English' },
  { value: 'zh-CN', name: '简体中文' },
];

const CHOICE = 'rapport.language';

/** The language to begin with: what was chosen here, else the browser's. */
export function firstLanguage(): Language {
  const chosen = localStorage.getItem(CHOICE);
  if (chosen === 'en' || chosen === 'zh-CN') return chosen;
  return navigator.languages.find((language) => /^(zh|en)/i.test(language))?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

/** Loads and shows a language. */
export async function loadTexts(language: Language): Promise<void> {
  const { messages } = language === 'zh-CN' ? await import('@/locales/zh-CN/messages.po') : await import('@/locales/en/messages.po');
  i18n.load(language, messages);
  i18n.activate(language);
  document.documentElement.lang = language;
}

let isChosenHere = false;

export function chooseLanguage(language: Language): Promise<void> {
  isChosenHere = true;
  localStorage.setItem(CHOICE, language);
  return loadTexts(language);
}

/** The language that was chosen since this page was opened, which is newer than what the server remembers. */
export function languageChosenHere(): Language | undefined {
  return isChosenHere ? firstLanguage() : undefined;
}

/** Shows the language that the server remembers. */
export async function adoptLanguage(language: Language): Promise<void> {
  localStorage.setItem(CHOICE, language);
  if (i18n.locale !== language) await loadTexts(language);
}

/** The text of a label in the language that is shown. */
export function words(label: Partial<Label> | null | undefined): string {
  if (!label) return '';
  return (i18n.locale === 'zh-CN' ? label.zh || label.en : label.en || label.zh) ?? '';
}

/** A label inside of a sentence: English writes it small there, except names that are all capitals. */
export function wordsInside(label: Partial<Label> | null | undefined): string {
  const text = words(label);
  return i18n.locale === 'en' && /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
