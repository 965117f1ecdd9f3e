import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Sync, syncVersionQuery, syncVersionsQuery } from '@/api/syncs';
import { useActor } from '@/shared/origin';
import { ago } from '@/shared/format';
import { Answered } from '@/ui/answered';
import { Dialog } from '@/ui/dialog';
import { Field, Select } from '@/ui/form';
import { type Mapping, readMapping } from '../../model/mapping';
import { RuleChanges } from './rule-changes';

/** What differs between the mapping as it stands on the screen and an earlier version, rule by rule in words. */
export function CompareDialog({ sync, mapping, onClose }: { sync: Sync; mapping: Mapping; onClose: () => void }) {
  const { t } = useLingui();
  const actor = useActor();
  const versions = useQuery(syncVersionsQuery(sync.id));
  const [version, setVersion] = useState(sync.version);
  const query = useQuery(syncVersionQuery(sync.id, version));
  const before = readMapping(query.data?.definition.mapping, sync.object);
  return (
    <Dialog size="wide" title={t`Compare with a version`} about={t`Left the rules as they were, right as they stand on the screen now.`} onClose={onClose}>
      <div className="flex flex-col gap-4">
        <Field label={t`Version`}>
          <Select value={version} onChange={(event) => setVersion(Number(event.target.value))}>
            {(versions.data ?? [{ version: sync.version, actor: '', at: '' }]).map((each) => (
              <option key={each.version} value={each.version}>
                {[t`Version ${each.version}`, each.actor && actor(each.actor), each.at && ago(each.at)].filter(Boolean).join(' · ')}
              </option>
            ))}
          </Select>
        </Field>
        <Answered query={query} lines={4}>
          <RuleChanges object={sync.object} before={before} after={mapping} />
        </Answered>
      </div>
    </Dialog>
  );
}
