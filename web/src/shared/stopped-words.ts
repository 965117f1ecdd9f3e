import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { number } from './format';
import { useActor } from './origin';

/**
 * Why a sync stands still or nothing is written, in the language that is shown. The server keeps the reason as an English sentence; the
 * sentences it makes by itself are known by their beginning, and what a person or another system said stays as it is.
 */
export function useStoppedWords(): (reason: string) => string {
  const { t } = useLingui();
  const actor = useActor();
  return (reason) => {
    const by = /^(?:paused|switched off) by (.+)$/.exec(reason)?.[1];
    if (by === 'a person') return t`by a person`;
    if (by === 'the configuration') return t`by the configuration`;
    if (by) return t`by ${actor(by)}`;
    const limit = /^(\d+) of (\d+) records (were refused|would change in a protected field|were changed in a protected field|were changed in the other system|would change);/.exec(reason);
    if (limit) {
      const [count, looked] = [number(Number(limit[1])), number(Number(limit[2]))];
      if (limit[3] === 'were refused') return t`${count} of ${looked} rows were refused, more than its rules allow`;
      if (limit[3] === 'were changed in the other system') return t`${count} of ${looked} records were changed in the other system, more than its rules allow`;
      if (limit[3] === 'were changed in a protected field') return t`names, phones or e-mails of ${count} of ${looked} records were changed in the other system, more than its rules allow`;
      if (limit[3] === 'would change') return t`${count} of ${looked} records would change, more than its rules allow`;
      return t`names, phones or e-mails of ${count} of ${looked} records would change, more than its rules allow`;
    }
    const removed = /^(\d+) of (\d+) known records would be removed;/.exec(reason);
    if (removed) {
      const [count, known] = [number(Number(removed[1])), number(Number(removed[2]))];
      return t`${count} of ${known} records would be removed, more than its rules allow`;
    }
    const deleted = /^(\d+) records would be deleted in the other system, (\d+) are allowed in one run$/.exec(reason);
    if (deleted) {
      const [count, allowed] = [Number(deleted[1]), number(Number(deleted[2]))];
      return t`${plural(count, { one: '# record would be deleted in the other system', other: '# records would be deleted in the other system' })}; ${allowed} are allowed in one run`;
    }
    const columns = /^columns that are needed are missing: (.+)$/.exec(reason)?.[1];
    const gone = /^(.+) is no longer there in the other system$/.exec(reason)?.[1];
    if (gone) return t`${gone} is no longer there in the other system`;
    const closed = /^(.+) takes no records any more in the other system$/.exec(reason)?.[1];
    if (closed) return t`${closed} takes no records any more in the other system`;
    if (columns) return t`columns that are needed are missing: ${columns}`;
    if (reason === 'columns that the mapping reads have changed') return t`columns that the mapping reads have changed`;
    if (reason.startsWith('this copy was brought back from a backup')) return t`this copy was brought back from a backup`;
    return reason;
  };
}
