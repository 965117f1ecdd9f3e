import { Trans } from '@lingui/react/macro';
import { Button } from '@/ui/button';
import { errorSentence } from '@/ui/error-words';
import { Notice } from '@/ui/states';
import type { useSource } from '../model/use-source';

/** Says that the other system does not show its fields, above the mapping that can be changed all the same. */
export function SourceNotice({ source }: { source: ReturnType<typeof useSource> }) {
  if (!source.error) return null;
  const said = errorSentence(source.error).replace(/[.。]$/, '');
  return (
    <div className="px-4 pt-3 sm:px-6">
      <Notice
        tone="warn"
        action={
          <Button size="small" onClick={source.retry}>
            <Trans>Try again</Trans>
          </Button>
        }
      >
        <Trans>The other system does not show its fields now: {said}. The rules can still be changed.</Trans>
      </Notice>
    </div>
  );
}
