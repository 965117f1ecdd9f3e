import { useLingui } from '@lingui/react/macro';
import { CircleCheck, CircleDashed, CircleX, TriangleAlert } from 'lucide-react';
import type { Schemas } from '@/api/client';
import { useFailureWords } from '@/shared/failure-words';
import { words } from '@/shared/locale';

type Line = Schemas['CheckLine'];

const icons = {
  ok: <CircleCheck size={16} className="text-good" />,
  warning: <TriangleAlert size={16} className="text-warn" />,
  failed: <CircleX size={16} className="text-bad" />,
  skipped: <CircleDashed size={16} className="text-faint" />,
};

/** The doctor's list: each line with what was found, and how to fix it. */
export function CheckList({ lines }: { lines: Line[] }) {
  const { t } = useLingui();
  const failed = useFailureWords();
  const names: Record<string, string> = {
    reachable: t`Reachable`,
    authorised: t`Signed in`,
    authorized: t`Signed in`,
    scopes: t`Rights`,
    ip_allowed: t`Address allowed`,
    address_allowed: t`Address allowed`,
    clock: t`Clock`,
    schema: t`Fields readable`,
    schema_readable: t`Fields readable`,
    webhook: t`Calls set up`,
    quota: t`Quota`,
    organisation: t`Organisation`,
    allowance: t`Quota`,
    push_registered: t`Calls set up`,
    calls_read: t`Calls read`,
    secrets: t`Secrets`,
    settings: t`Settings`,
  };
  const states = { ok: t`works`, warning: t`works, with a remark`, failed: t`does not work`, skipped: t`not looked at` };
  return (
    <ul>
      {lines.map((line) => (
        <li key={line.check} className="flex gap-3 border-t border-line px-4 py-2.5 text-sm first:border-0">
          <span role="img" aria-label={states[line.state]} className="mt-0.5 shrink-0">
            {icons[line.state]}
          </span>
          <div className="min-w-0 flex-1">
            <p className="font-medium">{names[line.check] ?? line.check.replaceAll('_', ' ')}</p>
            <p className="text-soft">{failed(words(line.detail as { en: string; zh: string })).text}</p>
            {line.state !== 'ok' && words(line.fix as { en: string; zh: string }) && (
              <p className="mt-1 rounded-md bg-hover px-2.5 py-1.5 text-xs">
                <span className="font-medium">{t`How to fix it:`}</span> {words(line.fix as { en: string; zh: string })}
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
