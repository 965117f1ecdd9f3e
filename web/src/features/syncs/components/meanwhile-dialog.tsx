import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type Meanwhile, type Sync, syncVersionQuery } from '@/api/syncs';
import { moment } from '@/shared/format';
import { useActor } from '@/shared/origin';
import { Answered } from '@/ui/answered';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { VersionChanges } from './version-changes';

interface MeanwhileDialogProps {
  /** As it was when the person began. */
  seen: Sync;
  meanwhile: Meanwhile;
  onAnswer: (stays: 'mine' | 'theirs' | 'neither') => void;
}

/** A sync that somebody else saved while a person changed it: who, when, what is different since, and whose rules stay. */
export function MeanwhileDialog({ seen, meanwhile, onAnswer }: MeanwhileDialogProps) {
  const { t } = useLingui();
  const actor = useActor();
  const { current, by, at } = meanwhile;
  const query = useQuery(syncVersionQuery(seen.id, current.version, seen.version));
  const who = actor(by);
  const title = t`Changed since you opened it`;
  return (
    <Dialog
      size="wide"
      title={t`Somebody else saved this sync meanwhile`}
      about={at ? t`${who} saved version ${current.version} on ${moment(at)}; you began with version ${seen.version}. Nothing is saved until you choose.` : t`It has version ${current.version} now; you began with version ${seen.version}. Nothing is saved until you choose.`}
      onClose={() => onAnswer('neither')}
      cancel={t`Go on editing`}
      beside={<Button onClick={() => onAnswer('theirs')}>{t`Take theirs, drop mine`}</Button>}
      action={
        <Button look="primary" onClick={() => onAnswer('mine')}>
          <Trans>Save mine over theirs</Trans>
        </Button>
      }
    >
      <h3 className="pb-2 text-xs font-semibold">{title}</h3>
      <Answered query={query} lines={4}>
        {query.data && <VersionChanges sync={seen} title={title} found={query.data} />}
      </Answered>
      <p className="pt-4 text-sm text-soft">
        <Trans>Saving yours keeps what only they changed. Where both of you changed the same part, yours stays; the rules of a mapping count as one part. Their version stays under “Versions”.</Trans>
      </p>
    </Dialog>
  );
}
