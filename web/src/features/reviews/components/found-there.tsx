import { Trans, useLingui } from '@lingui/react/macro';
import type { Review } from '@/api/problems';
import { Button } from '@/ui/button';
import { Panel } from '@/ui/page';
import { foundThere } from '../review-words';

/** Records of the other system that look the same: one of them is chosen, and is written to from then on. */
export function FoundThere({ review, busy, onChoose }: { review: Review; busy: boolean; onChoose?: (externalId: string) => void }) {
  const { t } = useLingui();
  return (
    <Panel title={t`Found in the other system`} about={onChoose && t`Is it one of these? Then changes are written to that one from now on. If none is meant, settle it there and write it again.`} flush>
      <ul aria-label={t`Found in the other system`}>
        {foundThere(review).map((id) => (
          <li key={id} className="flex items-center gap-3 border-t border-line px-4 py-2">
            <code className="min-w-0 flex-1 font-mono text-xs break-all">{id}</code>
            {onChoose && (
              <Button size="small" disabled={busy} onClick={() => onChoose(id)}>
                <Trans>It is this one</Trans>
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
