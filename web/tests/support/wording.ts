/** What stands on the screen in a language, found by what stands there in English: tests press the same buttons in both. */
import { readFileSync } from 'node:fs';

export type Language = 'en' | 'zh-CN';

/** Finds a text as it is shown; where it holds values (`Take {0}`), a pattern of it. */
export type Wording = (english: string) => string | RegExp;

const PLACEHOLDER = /\{\w+\}|<\/?\d+\/?>/;
/** `{0, plural, one {# row} other {# rows}}`; Chinese has the last form alone. */
const PLURAL = /\{\w+, plural,((?:\s*\w+\s*\{[^{}]*\})+)\s*\}/;
const FORM = /\w+\s*\{([^{}]*)\}/g;

/** A pattern of a text that holds values. */
function pattern(text: string): string {
  const plural = PLURAL.exec(text);
  if (plural) {
    const forms = [...(plural[1] ?? '').matchAll(FORM)].map(([, form = '']) => form.split('#').map(escaped).join('[\\d,]+'));
    return `${pattern(text.slice(0, plural.index))}(${forms.join('|')})${pattern(text.slice(plural.index + plural[0].length))}`;
  }
  return text.split(new RegExp(PLACEHOLDER, 'g')).map(escaped).join('.*');
}

/** Texts by their English form, from the catalogue of the language. */
function catalogue(language: Language): Map<string, string> {
  const file = readFileSync(new URL(`../../src/locales/${language}/messages.po`, import.meta.url), 'utf8');
  const texts = new Map<string, string>();
  let name = '';
  const parts = { msgid: '', msgstr: '' };
  for (const line of [...file.split('\n'), 'msgid ""']) {
    const [, given, quoted] = /^(msgid |msgstr |)(".*")$/.exec(line) ?? [];
    if (quoted === undefined) continue;
    if (given === 'msgid ' && parts.msgid !== '') {
      texts.set(parts.msgid, parts.msgstr);
      parts.msgstr = '';
    }
    if (given) {
      name = given.trim();
      parts[name as 'msgid'] = '';
    }
    parts[name as 'msgid'] += JSON.parse(quoted) as string;
  }
  return texts;
}

/** For a pattern that means this text and nothing else. */
export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The wording of a language. A text that is not in the catalogue fails, so that no test passes by looking for what cannot be there. */
export function wording(language: Language): Wording {
  const texts = catalogue(language);
  return (english) => {
    const text = texts.get(english);
    if (!text) throw new Error(`“${english}” is not a text of the web app in ${language}`);
    return PLACEHOLDER.test(text) || PLURAL.test(text) ? new RegExp(`^${pattern(text)}$`) : text;
  };
}
