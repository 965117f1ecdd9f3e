import { useLingui } from '@lingui/react/macro';
import { classes } from '@/ui/classes';

const COLUMNS_MAX = 30;

/** The top of a file as it stands there, with the numbers of its rows. */
export function SampleTable({ rows, rowsMax = 12 }: { rows: string[][]; rowsMax?: number }) {
  const { t } = useLingui();
  const width = Math.min(COLUMNS_MAX, Math.max(0, ...rows.slice(0, rowsMax).map((row) => row.length)));
  return (
    <div className="max-h-96 overflow-auto" tabIndex={0} role="region" aria-label={t`The first rows of the file`}>
      <table className="min-w-full border-collapse text-xs">
        <tbody>
          {rows.slice(0, rowsMax).map((row, index) => (
            <tr key={index} className={classes('border-t border-line first:border-0', index === 0 && 'sticky top-0 bg-ground font-medium')}>
              <th scope="row" className="w-10 px-3 py-1.5 text-right font-normal text-faint tabular-nums">
                {index + 1}
              </th>
              {Array.from({ length: width }, (_, place) => (
                <td key={place} className="max-w-60 truncate px-3 py-1.5 whitespace-nowrap" title={row[place]}>
                  {row[place]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
