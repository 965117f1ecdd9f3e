import { useLingui } from '@lingui/react/macro';
import type { Connection } from '@/api/connections';
import { moment, number } from '@/shared/format';
import { Meter } from '@/ui/meter';

/** From this share of the allowance on it is worth a look. */
const MUCH = 0.8;

/** How many calls were made today, and as a bar where the allowance of the system is known. */
export function CallsToday({ connection }: { connection: Connection }) {
  const { t } = useLingui();
  const usage = connection.usage;
  if (!usage) return <span className="text-faint">–</span>;
  const { calls_today: calls, allowance, waits_until: waits } = usage;
  const waiting = waits && <span className="block text-warn">{t`waits until ${moment(waits)}`}</span>;
  if (allowance === null) {
    return (
      <>
        {number(calls)}
        {waiting}
      </>
    );
  }
  const share = calls / Math.max(1, allowance);
  return (
    <span className="flex flex-col gap-1">
      <span className="tabular-nums">{t`${number(calls)} of ${number(allowance)}`}</span>
      <Meter share={share} tone={share >= 1 ? 'bad' : share >= MUCH ? 'warn' : 'accent'} label={t`Calls today, of the allowance of the system`} />
      {waiting}
    </span>
  );
}
