/** A colour and one or two letters. */
export interface Mark {
  letters: string;
  hue: number;
}

const hues = [212, 152, 32, 280, 340, 190, 60, 250];

/** A steady colour and one or two letters for a system: the letters of what it is called, the colour of what it is. */
export function markOf(title: string, key = title): Mark {
  const clean = title.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  const isChinese = /^\p{Script=Han}/u.test(clean);
  const parts = clean.split(' ');
  const letters = isChinese ? [...clean].slice(0, 1).join('') : parts.length > 1 ? `${parts[0]?.[0] ?? ''}${parts[1]?.[0] ?? ''}` : clean.slice(0, 2);
  const sum = [...key].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return { letters: letters.toUpperCase(), hue: hues[sum % hues.length] ?? 212 };
}
