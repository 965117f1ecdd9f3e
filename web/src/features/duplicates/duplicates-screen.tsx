import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { CopyCheck, Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { type ObjectDefinition, useObjects } from '@/api/objects';
import { listRecords, unmergeRecord } from '@/api/records';
import { number } from '@/shared/format';
import { words } from '@/shared/locale';
import { titleOf } from '@/shared/value-text';
import { Button } from '@/ui/button';
import { Select } from '@/ui/form';
import { Progress } from '@/ui/meter';
import { Page, Panel } from '@/ui/page';
import { Empty, ErrorState } from '@/ui/states';
import { toastDone, toastError } from '@/ui/toast';
import { DuplicateCard } from './components/duplicate-card';
import { type DuplicateGroup, findDuplicates } from './find-duplicates';

const route = getRouteApi('/app/duplicates');

export interface DuplicatesSearch {
  object?: string;
}

const LOOKED_AT = [100, 300, 1000];

/** Records that look like one: merged into one, or told apart. */
export function DuplicatesScreen() {
  const { t } = useLingui();
  const { object: name = 'customers' } = route.useSearch();
  const navigate = route.useNavigate();
  const objects = useObjects().filter((object) => object.fields.some((field) => field.match_key && !field.archived));
  const object = objects.find((each) => each.name === name) ?? objects[0];
  const choice = (
    <Select aria-label={t`Object`} className="w-44!" value={object?.name} onChange={(event) => void navigate({ search: { object: event.target.value } })}>
      {objects.map((each) => (
        <option key={each.name} value={each.name}>
          {words(each.label)}
        </option>
      ))}
    </Select>
  );
  return (
    <Page title={t`Duplicates`} about={t`Records that share a phone, an e-mail or another match key. A merge can be undone at any time.`} actions={choice}>
      {object && <Queue key={object.name} object={object} />}
    </Page>
  );
}

interface Merged {
  survivor: string;
  absorbed: string[];
  title: string;
}

const APART = 'rapport.told-apart';

function readApart(): string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(APART) ?? '[]');
    return Array.isArray(list) ? list.map(String) : [];
  } catch {
    return [];
  }
}

function Queue({ object }: { object: ObjectDefinition }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [count, setCount] = useState(100);
  const [groups, setGroups] = useState<DuplicateGroup[]>();
  const [progress, setProgress] = useState<{ done: number; total: number }>();
  const [failure, setFailure] = useState<unknown>();
  const [apart, setApart] = useState(readApart);
  const [merged, setMerged] = useState<Merged[]>([]);
  const work = useRef<AbortController>(undefined);
  useEffect(() => () => work.current?.abort(), []);
  const look = async () => {
    const abort = new AbortController();
    work.current = abort;
    setGroups([]);
    setFailure(undefined);
    setProgress({ done: 0, total: count });
    try {
      const records = await listRecords(object.name, '-updated_at', count, abort.signal);
      await findDuplicates(object.name, records, abort.signal, (done, found) => {
        setProgress({ done, total: records.length });
        if (found) setGroups((old) => [...(old ?? []), found]);
      });
    } catch (error) {
      if (!abort.signal.aborted) setFailure(error);
    } finally {
      if (work.current === abort) setProgress(undefined);
    }
  };
  const leave = (key: string) => {
    const next = [...apart, key].slice(-2_000);
    localStorage.setItem(APART, JSON.stringify(next));
    setApart(next);
    toastDone(t`Told apart`, {
      label: t`Undo`,
      run: () =>
        setApart((old) => {
          const back = old.filter((each) => each !== key);
          localStorage.setItem(APART, JSON.stringify(back));
          return back;
        }),
    });
  };
  const undo = (one: Merged) =>
    unmergeRecord(object.name, one.survivor, one.absorbed).then(() => {
      setMerged((old) => old.filter((each) => each !== one));
      void client.invalidateQueries({ queryKey: ['records', object.name] });
      toastDone(t`The merge is undone`);
    }, toastError);
  const open = (groups ?? []).filter((group) => !apart.includes(group.key) && !merged.some((one) => group.records.some((record) => record.id === one.survivor)));
  return (
    <>
      <Panel>
        <div className="flex flex-wrap items-center gap-3">
          <p className="min-w-0 flex-1 basis-64 text-sm text-soft">
            <Trans>Looks through the records that changed last and shows those that share a match key with another one.</Trans>
          </p>
          <Select aria-label={t`How many records`} className="w-44!" value={count} onChange={(event) => setCount(Number(event.target.value))}>
            {LOOKED_AT.map((each) => (
              <option key={each} value={each}>
                {t`the last ${number(each)}`}
              </option>
            ))}
          </Select>
          <Button look="primary" icon={<Search size={14} />} disabled={progress !== undefined} onClick={() => void look()}>
            <Trans>Look for duplicates</Trans>
          </Button>
        </div>
        {progress && (
          <div className="mt-4 flex flex-col gap-1.5" aria-live="polite">
            <Progress label={t`Records looked at`} share={progress.total ? progress.done / progress.total : null} />
            <span className="text-xs text-faint tabular-nums">
              <Trans>
                {number(progress.done)} of {number(progress.total)} records
              </Trans>
            </span>
          </div>
        )}
      </Panel>
      {failure !== undefined && <ErrorState error={failure} onRetry={() => void look()} className="py-6!" />}
      {merged.length > 0 && (
        <Panel title={t`Merged just now`} flush>
          <ul>
            {merged.map((one) => (
              <li key={one.survivor} className="flex items-center gap-3 border-t border-line px-4 py-2 text-sm">
                <span className="min-w-0 flex-1 truncate">{one.title}</span>
                <Button size="small" onClick={() => void undo(one)}>
                  <Trans>Undo the merge</Trans>
                </Button>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {open.map((group) => (
        <DuplicateCard
          key={group.key}
          object={object}
          group={group}
          onApart={() => leave(group.key)}
          onMerged={(survivor) =>
            setMerged((old) => [
              { survivor, absorbed: group.records.map((record) => record.id).filter((id) => id !== survivor), title: titleOf(group.records.find((record) => record.id === survivor) ?? { id: survivor, version: 0, created_at: '', updated_at: '' }, object) },
              ...old,
            ])
          }
        />
      ))}
      {groups !== undefined && progress === undefined && failure === undefined && open.length === 0 && (
        <Empty icon={<CopyCheck size={20} />} title={t`No duplicates found`}>
          <Trans>Records that are certain to be one are merged as they come in. Look through more records, or through another object.</Trans>
        </Empty>
      )}
    </>
  );
}
