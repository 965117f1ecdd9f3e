import { useLingui } from '@lingui/react/macro';
import type { ObjectDefinition } from '@/api/objects';
import { percent } from '@/shared/format';
import { words } from '@/shared/locale';
import { rawText } from '@/shared/value-text';
import { usePeriod } from './use-period';

/** What a change of a definition is about and what it says, by its JSON pointer; undefined where only the pointer can tell. */
export function useChangeWords(object?: ObjectDefinition) {
  const { t } = useLingui();
  const names: Record<string, string> = {
    '/name': t`Name`,
    '/direction': t`Direction`,
    '/conflict': t`When both sides changed the same field`,
    '/policy': t`When a row fits several records`,
    '/filter': t`Filter`,
    '/source_filter': t`Filter in the other system's own words`,
    '/excluded': t`Records that a person left out`,
    '/empty_values': t`An empty value there`,
    '/deletions': t`Deletions`,
    '/deletions/policy': t`What is deleted there`,
    '/deletions/share_max': t`Stops when more are deleted than`,
    '/deletions/count_free': t`Deletions without a question, at most`,
    '/triggers/schedule': t`When it runs`,
    '/triggers/schedule/every': t`Reads every`,
    '/triggers/schedule/cron': t`Plan`,
    '/triggers/schedule/zone': t`Time zone`,
    '/triggers/schedule/hours': t`Only between`,
    '/triggers/push': t`At once when the other system calls`,
    '/triggers/change': t`At once when something changes here`,
    '/freshness': t`Promise`,
    '/rollout/share': t`Share of the records`,
    '/rollout/filter': t`Filter of the rollout`,
    '/rollout/fields': t`Fields that take part`,
    '/limits/error_share_max': t`Stops when more rows are rejected than`,
    '/limits/changed_share_max': t`Stops when more records change than`,
    '/limits/protected_share_max': t`Stops when more names, phones, e-mails change than`,
    '/limits/records_min': t`Limits hold from so many records on`,
    '/limits/volume_change_max': t`Warns when the number of rows differs by more than`,
    '/outgoing': t`Written to the other system`,
    '/outgoing/fields': t`Fields written to the other system`,
    '/outgoing/create': t`Make records there that exist only here`,
    '/outgoing/delete': t`Delete there what is deleted here`,
    '/outgoing/key_field': t`Field there that holds our ids`,
    '/attempts_max': t`Sends a record at most`,
    '/alert_channels': t`Channels that are told`,
    '/fields': t`Fields with a rule of their own`,
  };
  const choices: Record<string, string> = {
    in: t`into Rapport`,
    out: t`to the other system`,
    both: t`both ways`,
    source_wins: t`the other system wins`,
    rapport_wins: t`Rapport wins`,
    newest: t`the newest change wins`,
    ask: t`a person decides`,
    merge: t`merge them (can be undone)`,
    review: t`a person decides`,
    clear: t`empties the field of this source`,
    keep: t`changes nothing`,
    ignore: t`stays here`,
    unlink: t`stays here without this source`,
    delete: t`is deleted here (can be brought back)`,
  };
  const period = usePeriod();
  const fieldName = (name: string) => words(object?.fields.find((each) => each.name === name)?.label) || name;
  const label = (pointer: string): string | undefined => {
    const field = /^\/fields\/([^/]+)(?:\/(\w+))?$/.exec(pointer);
    if (field) {
      const name = fieldName(field[1] ?? '');
      return field[2] === 'direction' ? t`Direction of ${name}` : field[2] === 'conflict' ? t`Winner of ${name}` : t`Rule of ${name}`;
    }
    // A list that changed in one place is named as a whole.
    return names[pointer] ?? names[pointer.replace(/\/\d+(\/.*)?$/, '')];
  };
  const value = (pointer: string, given: unknown): string => {
    if (given === null || given === undefined) return '–';
    if (typeof given === 'boolean') return given ? t`yes` : t`no`;
    if (typeof given === 'number' && /share_max$|volume_change_max$/.test(pointer)) return percent(given);
    if (typeof given === 'number' && pointer === '/rollout/share') return `${given}%`;
    if (typeof given === 'string' && /^\/freshness$|\/every$/.test(pointer)) return period(given);
    if (typeof given === 'string' && !/name$|filter$|cron$|zone$/.test(pointer)) return choices[given] ?? given;
    if (pointer === '/fields' && typeof given === 'object') return Object.entries(given as Record<string, unknown>).map(([name, rule]) => t`${fieldName(name)}: ${value('', rule)}`).join('; ');
    if (typeof given === 'object') return Object.values(given as Record<string, unknown>).map((each) => (typeof each === 'string' ? (choices[each] ?? each) : rawText(each))).join(' · ');
    return rawText(given) || '–';
  };
  return { label, value };
}
