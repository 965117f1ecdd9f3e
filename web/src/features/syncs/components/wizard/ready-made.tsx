import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { PackageCheck } from 'lucide-react';
import { prepareReadySync, type PreparedSync, readySyncsQuery } from '@/api/ready-syncs';
import { words } from '@/shared/locale';
import { SourceMark } from '@/shared/source-mark';
import { Button } from '@/ui/button';
import { Panel } from '@/ui/page';
import { toastDone, toastError } from '@/ui/toast';

interface Offer {
  job: string;
  role: string;
  connection: { id: string; name: string };
}

/** Syncs that are ready for the connections there are: one click fills all steps, which can then be looked at and changed. */
export function ReadyMade({ onPrepared }: { onPrepared: (connection: string, prepared: PreparedSync) => void }) {
  const { t } = useLingui();
  const { data: jobs } = useQuery(readySyncsQuery);
  const prepare = useMutation({
    mutationFn: (offer: Offer) => prepareReadySync(offer.job, offer.role, offer.connection.id),
    onSuccess: (prepared, offer) => {
      const left = prepared.left_out.length;
      toastDone(left === 0 ? t`Prepared for ${offer.connection.name}` : t`Prepared for ${offer.connection.name}; ${plural(left, { one: '# line has', other: '# lines have' })} no counterpart there and were left out`);
      onPrepared(offer.connection.id, prepared);
    },
    onError: toastError,
  });
  const fitting = (jobs ?? []).map((job) => ({
    job,
    offers: job.roles.flatMap((role) => role.choices.flatMap((choice) => choice.connections.map((connection): Offer => ({ job: job.name, role: role.name, connection })))),
  }));
  const shown = fitting.filter(({ offers }) => offers.length > 0);
  if (shown.length === 0) return null;
  const isBusy = (offer: Offer) => prepare.isPending && prepare.variables.job === offer.job && prepare.variables.connection.id === offer.connection.id;
  return (
    <Panel title={t`Or take one that is ready`}>
      <ul className="flex flex-col divide-y divide-line">
        {shown.map(({ job, offers }) => (
          <li key={job.name} className="flex gap-2.5 py-3 first:pt-0 last:pb-0">
            <PackageCheck size={16} className="mt-0.5 shrink-0 text-faint" aria-hidden />
            <div className="min-w-0">
              <h3 className="text-sm font-medium">{words(job.title)}</h3>
              <p className="text-xs text-soft">{words(job.summary)}</p>
              <div className="mt-2 flex flex-wrap gap-1.5">
                {offers.map((offer) => (
                  <Button key={`${offer.role} ${offer.connection.id}`} size="small" busy={isBusy(offer)} disabled={prepare.isPending} onClick={() => prepare.mutate(offer)} aria-label={t`Use it for ${offer.connection.name}`}>
                    <span className="flex items-center gap-1.5">
                      <SourceMark name={offer.connection.name} size={14} /> {offer.connection.name}
                    </span>
                  </Button>
                ))}
              </div>
            </div>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-xs text-faint">
        <Trans>It begins with a small share of the records. Every step can be looked at and changed before anything happens.</Trans>
      </p>
    </Panel>
  );
}
