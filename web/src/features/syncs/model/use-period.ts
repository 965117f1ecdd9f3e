import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';

/** A span like `5m` in words. */
export function usePeriod(): (period: string) => string {
  const { t } = useLingui();
  return (period) => {
    const [, count = '', unit = ''] = /^(\d+)([smhd])$/.exec(period) ?? [];
    const span = Number(count);
    const units: Record<string, string> = {
      s: t`${plural(span, { one: '# second', other: '# seconds' })}`,
      m: t`${plural(span, { one: '# minute', other: '# minutes' })}`,
      h: t`${plural(span, { one: '# hour', other: '# hours' })}`,
      d: t`${plural(span, { one: '# day', other: '# days' })}`,
    };
    return units[unit] ?? period;
  };
}
