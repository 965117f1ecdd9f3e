/**
 * Chinese by the first letters of its sounds: 深色外观 is found by `sswg`. The order of the browser's Chinese collation is that of the
 * sounds, so a character lies between the first characters of two letters; no table of characters is needed. Of several readings the
 * commonest counts. No sound begins with I, U or V.
 */

const LETTERS = 'abcdefghjklmnopqrstwxyz';
const FIRST_OF = [...'阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥扨它穵夕丫帀'];
const KNOWN_MAX = 4_000;
const HAN = /\p{Script=Han}/u;

let order: Intl.Collator | undefined;
const known = new Map<string, string>();

function letter(character: string): string {
  order ??= new Intl.Collator('zh-Hans-CN-u-co-pinyin');
  let at = -1;
  while (at + 1 < FIRST_OF.length && (order.compare(FIRST_OF[at + 1] ?? '', character) ?? 1) <= 0) at += 1;
  return LETTERS[at] ?? '';
}

/** The first letter of each Chinese character; other characters stay. Empty for text without Chinese. */
export function firstSounds(text: string): string {
  if (!HAN.test(text)) return '';
  const before = known.get(text);
  if (before !== undefined) return before;
  const sounds = [...text].map((character) => (HAN.test(character) ? letter(character) : character.toLowerCase())).join('');
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(text, sounds);
  return sounds;
}
