import { useLingui } from '@lingui/react/macro';
import type { Schemas } from '@/api/client';
import { moment, number } from '@/shared/format';
import { rawText } from '@/shared/value-text';
import { Dialog } from '@/ui/dialog';
import { Facts, Panel } from '@/ui/page';

type Write = Schemas['ExternalWrite'];

/** Request and answer of one write. */
export function WriteDrawer({ write, onClose }: { write: Write; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <Dialog side title={t`Request and answer`} about={t`Record ${write.record ?? '–'} · ${moment(write.at)}`} onClose={onClose}>
      <WriteTold write={write} />
    </Dialog>
  );
}

/** What was sent and answered, as far as it is kept: neither bodies nor secrets are. */
export function WriteTold({ write }: { write: Write }) {
  const { t } = useLingui();
  const isOpen = write.outcome === 'refused' || write.outcome === 'unknown';
  const sent = Object.entries(write.new).map(([name, value]): [string, string] => [name, rawText(value) || '–']);
  const last = write.calls.at(-1);
  const answer: [string, string][] = [];
  if (write.code) answer.push([t`Code`, write.code]);
  if (write.message) answer.push([t`In its words`, write.message]);
  return (
    <div className="flex flex-col gap-4">
      <Panel title={t`Rapport sent`}>
        {sent.length > 0 ? <Facts items={sent} /> : <p className="text-sm text-soft">{t`No values: the record was to be deleted there.`}</p>}
      </Panel>
      <Panel title={t`The other system answered`}>
        {answer.length > 0 ? <Facts items={answer} /> : <p className="text-sm text-soft">{isOpen ? t`No reason was given.` : t`It took the values.`}</p>}
      </Panel>
      <Panel title={t`Calls`} about={last && last.records > 1 ? t`${number(last.records)} records went together in these calls.` : undefined}>
        {write.calls.length === 0 && <p className="text-sm text-soft">{isOpen ? t`How it was sent was not kept.` : t`Calls are kept of what was refused and of what nobody knows.`}</p>}
        <ul className="flex flex-col gap-4">
          {write.calls.map((call, index) => (
            <li key={index}>
              <Facts
                items={[
                  [
                    t`Request`,
                    <code key="request" className="font-mono text-xs break-all">
                      {call.method} {call.host}
                      {call.path}
                    </code>,
                  ],
                  [t`Status`, call.status === null ? t`No answer came` : String(call.status)],
                  ...(call.request_id ? ([[t`Their id of the call`, <code key="id" className="font-mono text-xs break-all">{call.request_id}</code>]] as [string, React.ReactNode][]) : []),
                  [t`Answered`, moment(call.at)],
                ]}
              />
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}
