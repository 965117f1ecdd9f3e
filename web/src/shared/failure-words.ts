import { useLingui } from '@lingui/react/macro';
import { number } from './format';
import { useStoppedWords } from './stopped-words';

/** Where somebody goes to put an end to a failure. */
export type WayOut = 'connection' | 'mapping' | 'rules' | 'file' | 'again' | 'later';

export interface Failure {
  text: string;
  way: WayOut;
}

/**
 * Why a run failed, in the language that is shown, and where that is put right. The server keeps the reason as English sentences, the
 * narrowest last; what another system said of its own stays as it is. A failure of another kind is shown as it came.
 */
export function useFailureWords(): (error: string) => Failure {
  const { t } = useLingui();
  const stopped = useStoppedWords();
  return (error) => {
    // The part that says what happened is looked for anywhere: wider sentences stand before it.
    const rules: [RegExp, (...found: string[]) => Failure][] = [
      [/^paused: (.+)$/s, (why = '') => ({ text: stopped(why), way: 'rules' })],
      [/(\S+) refuses the credentials: the credentials were refused a moment ago$/, (system = '') => ({ text: t`${system} refused the credentials a moment ago.`, way: 'connection' })],
      [/(\S+) refuses the credentials: (.+)$/s, (system = '', why = '') => ({ text: t`${system} refuses the credentials: ${why}`, way: 'connection' })],
      [/(\S+) does not allow this: (.+)$/s, (system = '', why = '') => ({ text: t`${system} does not allow this: ${why}`, way: 'connection' })],
      [/(\S+) now answers for another organisation \((.+), expected (.+)\)/, (system = '', found = '', expected = '') => ({ text: t`${system} now answers for another organisation: ${found} instead of ${expected}. Nothing was read.`, way: 'connection' })],
      [/the allowance of requests of (\S+) is used up/, (system = '') => ({ text: t`The allowance of calls of ${system} is used up. It goes on by itself.`, way: 'later' })],
      [/(\S+) limits our requests/, (system = '') => ({ text: t`${system} lets only so many calls through at a time. It goes on by itself.`, way: 'later' })],
      [/(\S+) cannot be reached or does not work: (.+)$/s, (system = '', why = '') => ({ text: t`${system} cannot be reached or does not work: ${why}`, way: 'connection' })],
      [/(\S+) gave an answer that cannot be used: (.+)$/s, (system = '', why = '') => ({ text: t`${system} gave an answer that cannot be used: ${why}`, way: 'connection' })],
      [/(\S+) did not tell whether the write happened: (.+)$/s, (system = '', why = '') => ({ text: t`${system} did not tell whether the write happened: ${why}`, way: 'again' })],
      [/(\S+) knows no stream (.+)$/s, (system = '', what = '') => ({ text: t`${system} has no ${what} any more.`, way: 'connection' })],
      [/(\S+) no longer knows the place where reading stopped/, (system = '') => ({ text: t`${system} no longer knows where reading stopped.`, way: 'again' })],
      [/the address (\S+) is not allowed: (.+)$/s, (address = '', why = '') => ({ text: t`The address ${address} is not allowed: ${why}`, way: 'connection' })],
      [/setting (\S+): (.+)$/s, (setting = '', why = '') => ({ text: t`A setting of the connection is wrong: ${setting}, ${why}`, way: 'connection' })],
      [/no column of the source could be mapped to a field of (\S+);/, () => ({ text: t`No column could be given to a field. Say yourself which column is which field.`, way: 'mapping' })],
      [/"(.+)" is not a match key of/, (name = '') => ({ text: t`${name} is not a match key of this object.`, way: 'rules' })],
      [/the mapping cannot be used: (.+)$/s, (why = '') => ({ text: t`The mapping cannot be used: ${why}`, way: 'mapping' })],
      [/the definition (?:of the sync )?cannot be used: (.+)$/s, (why = '') => ({ text: t`The rules of the sync cannot be used: ${why}`, way: 'rules' })],
      [/a dry run of more than (\d+) rows is not possible/, (rows = '') => ({ text: t`A preview takes at most ${number(Number(rows))} rows; try a part of the file.`, way: 'file' })],
      [/(\S+): (.+) \(at (.+)\)$/s, (file = '', why = '', place = '') => ({ text: t`${file} is damaged at ${place}: ${why}`, way: 'file' })],
      [/(\S+): (.+) exceeded \((.+), allowed (.+)\)$/s, (file = '', limit = '', found = '', allowed = '') => ({ text: t`${file} is too large: ${limit} is ${found}, at most ${allowed} is allowed.`, way: 'file' })],
      [/reading (\S+) failed/, (file = '') => ({ text: t`${file} cannot be read.`, way: 'file' })],
      [/changed while it was read; start again/, () => ({ text: t`The source changed while it was read.`, way: 'again' })],
      [/the plan is no longer good: (.+) changed since it was made/, () => ({ text: t`Something has changed since the preview. Look at it again.`, way: 'again' })],
      [/^the backup before the first write failed: (.+)$/s, (why = '') => ({ text: t`The copy before the first write failed: ${why}. Nothing was written.`, way: 'again' })],
      [/the database refused|temporary file failed/, () => ({ text: t`The database of Rapport refused. It is tried again.`, way: 'later' })],
      [/^(?:cancelled|stopped on request)$/, () => ({ text: t`It was stopped by a person.`, way: 'again' })],
    ];
    for (const [pattern, said] of rules) {
      const found = pattern.exec(error);
      if (found) return said(...found.slice(1));
    }
    return { text: error, way: 'again' };
  };
}
