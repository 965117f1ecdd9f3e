import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from '@/api/client';
import { useObject } from '@/api/objects';
import { type Sync, syncVersionQuery } from '@/api/syncs';
import { SkeletonLines } from '@/ui/states';
import { Table } from '@/ui/table';
import { useChangeWords } from '../model/change-words';
import { readMapping } from '../model/mapping';
import { RuleChanges } from './mapping/rule-changes';

/** What differs between two versions, in words: the rules of fields by themselves, everything else line by line. */
export function VersionChanges({ sync, title, found }: { sync: Sync; title: string; found: Schemas['SyncVersion'] }) {
  const { t } = useLingui();
  const said = useChangeWords(useObject(sync.object));
  const against = found.against ?? 0;
  const mapped = found.changes.some((change) => change.pointer.startsWith('/mapping'));
  const before = useQuery({ ...syncVersionQuery(sync.id, against), enabled: mapped && against > 0 });
  const others = found.changes.filter((change) => !change.pointer.startsWith('/mapping'));
  return (
    <>
      {others.length > 0 && (
        <Table
          label={title}
          rows={others}
          rowKey={(change) => change.pointer}
          columns={[
            { key: 'where', title: t`Rule`, cell: (change) => said.label(change.pointer) ?? <code className="font-mono text-xs break-all">{change.pointer.replace(/^\//, '').replaceAll('/', ' › ')}</code> },
            { key: 'old', title: t`Before`, cell: (change) => <span className="break-words text-soft">{said.value(change.pointer, change.old)}</span> },
            { key: 'new', title: t`After`, cell: (change) => <span className="break-words">{said.value(change.pointer, change.new)}</span> },
          ]}
        />
      )}
      {mapped && (
        <div className="border-t border-line">
          <h3 className="px-4 pt-3 pb-1 text-xs font-semibold">{t`Mapping`}</h3>
          {before.data ? <RuleChanges object={sync.object} before={readMapping(before.data.definition.mapping, sync.object)} after={readMapping(found.definition.mapping, sync.object)} /> : <SkeletonLines lines={3} className="p-4" />}
        </div>
      )}
    </>
  );
}
