import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { liveFields, type ObjectDefinition } from '@/api/objects';
import { isStatus } from '@/api/errors';
import { mergePreviewQuery, mergeRecords, type RecordRow, unmergeRecord } from '@/api/records';
import { Button } from '@/ui/button';
import { classes } from '@/ui/classes';
import { Dialog } from '@/ui/dialog';
import { errorSentence } from '@/ui/error-words';
import { Notice } from '@/ui/states';
import { toastDone, toastError } from '@/ui/toast';
import { words } from './locale';
import { useRule } from './origin';
import { useSeen } from './use-seen';
import { Value } from './value';
import { isEmpty, titleOf, valueText } from './value-text';

interface MergeDialogProps {
  object: ObjectDefinition;
  records: RecordRow[];
  onClose: () => void;
  onMerged: (survivor: string) => void;
}

/** Records side by side, with what differs marked; one is chosen to stay. Can be undone at any time. */
export function MergeDialog({ object, records, onClose, onMerged }: MergeDialogProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [survivor, setSurvivor] = useState(() => oldest(records).id);
  const refusal = useMergeRefusal(object, records, survivor);
  const merge = useMutation({
    mutationFn: () => mergeRecords(object.name, survivor, records.filter((record) => record.id !== survivor).map((record) => record.id)),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['records', object.name] });
      toastDone(t`Merged into one`, {
        label: t`Undo the merge`,
        run: () =>
          void unmergeRecord(object.name, survivor, records.filter((record) => record.id !== survivor).map((record) => record.id)).then(
            () => client.invalidateQueries({ queryKey: ['records', object.name] }),
            toastError,
          ),
      });
      onMerged(survivor);
    },
    onError: toastError,
  });
  return (
    <Dialog
      title={t`Merge into one record`}
      about={t`The record you choose keeps its id; the others live on in it with all their values, sources and history. A merge can be undone at any time.`}
      size="full"
      onClose={onClose}
      action={
        <Button look="primary" busy={merge.isPending} disabled={refusal !== undefined} onClick={() => merge.mutate()}>
          <Trans>Merge</Trans>
        </Button>
      }
    >
      <RecordColumns object={object} records={records} survivor={survivor} onSurvivor={setSurvivor} />
    </Dialog>
  );
}

/** Why these cannot become one record, where that is known: it is found out with what the merge would make. */
export function useMergeRefusal(object: ObjectDefinition, records: RecordRow[], survivor: string): string | undefined {
  const others = records.filter((record) => record.id !== survivor).map((record) => record.id);
  const { error } = useQuery({ ...mergePreviewQuery(object.name, survivor, others), enabled: false });
  return isStatus(error, 409) ? errorSentence(error) : undefined;
}

export function oldest(records: RecordRow[]): RecordRow {
  return records.reduce((best, record) => ((record.created_at ?? '') < (best.created_at ?? '') || BigInt(record.id) < BigInt(best.id) ? record : best));
}

interface RecordColumnsProps {
  object: ObjectDefinition;
  records: RecordRow[];
  survivor?: string;
  onSurvivor?: (id: string) => void;
  /** What the choice means, where none is made to stay. */
  chooses?: string;
  /** Tells the choices of several groups on one screen apart. */
  group?: string;
}

/** Fields that at least one record has, one record a column; what differs stands out. */
export function RecordColumns({ object, records, survivor, onSurvivor, chooses, group = '' }: RecordColumnsProps) {
  const { t } = useLingui();
  const rule = useRule();
  const box = useRef<HTMLDivElement>(null);
  const isSeen = useSeen(box);
  const others = records.filter((record) => record.id !== survivor).map((record) => record.id);
  const isMerge = onSurvivor !== undefined && chooses === undefined && survivor !== undefined && others.length > 0;
  const { data: foreseen } = useQuery({ ...mergePreviewQuery(object.name, survivor ?? '', others), enabled: isMerge && isSeen });
  const refusal = useMergeRefusal(object, records, survivor ?? '');
  // What no source gave, such as the day a record was made here, is not decided anew: it is the one's that stays.
  const stays = records.find((record) => record.id === survivor);
  const fields = liveFields(object).filter((field) => records.some((record) => !isEmpty(record[field.name])));
  return (
    <div className="flex flex-col gap-3">
      {isMerge && refusal && <Notice tone="warn">{refusal}</Notice>}
      <div ref={box} className="overflow-x-auto rounded-md border border-line">
        <table className="w-full border-collapse text-sm">
          <thead>
            <tr className="border-b border-line bg-ground text-left">
              <td className="px-3 py-2 text-xs whitespace-nowrap text-faint sm:w-36">{onSurvivor ? (chooses ?? t`Stays`) : ''}</td>
              {records.map((record) => (
                <th key={record.id} scope="col" className="min-w-44 px-3 py-2 font-medium">
                  {onSurvivor ? (
                    <label className="flex items-center gap-2">
                      <input type="radio" name={`survivor ${group}`} className="accent-accent" checked={record.id === survivor} onChange={() => onSurvivor(record.id)} />
                      {titleOf(record, object)}
                    </label>
                  ) : (
                    titleOf(record, object)
                  )}
                </th>
              ))}
              {isMerge && (
                <th scope="col" className="min-w-44 border-l border-line px-3 py-2 font-medium">
                  <Trans>After the merge</Trans>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => {
              const given = new Set(records.filter((record) => !isEmpty(record[field.name])).map((record) => valueText(field, record[field.name])));
              const differs = given.size > 1;
              return (
                <tr key={field.name} className="border-b border-line align-top last:border-0">
                  <th scope="row" className="px-3 py-1.5 text-left text-xs font-normal whitespace-nowrap text-faint">
                    {words(field.label)}
                    {differs && <span className="sr-only">{t`differs`}</span>}
                  </th>
                  {records.map((record) => (
                    <td key={record.id} className={classes('max-w-72 px-3 py-1.5 break-words max-sm:min-w-44', differs && !isEmpty(record[field.name]) && 'bg-warn-ground/60')}>
                      <Value field={field} value={record[field.name]} plain />
                    </td>
                  ))}
                  {isMerge && (
                    <td className="max-w-72 border-l border-line px-3 py-1.5 break-words max-sm:min-w-44">
                      {foreseen && (
                        <>
                          <Value field={field} value={foreseen.fields[field.name]?.value ?? stays?.[field.name]} plain />
                          {differs && foreseen.fields[field.name] && <span className="block text-2xs text-faint">{rule(foreseen.fields[field.name]?.rule ?? '')}</span>}
                        </>
                      )}
                    </td>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}
