import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Download, MoreHorizontal, UserCheck } from 'lucide-react';
import { useState } from 'react';
import type { Schemas } from '@/api/client';
import { previewWorkbook } from '@/api/syncs';
import { saveFile } from '@/shared/save-file';
import { IconButton } from '@/ui/button';
import { Menu, MenuItem } from '@/ui/menu';
import { toastError } from '@/ui/toast';
import { ApprovalDialog } from './approval-dialog';

/** What else can be done with a preview: taken along as a workbook, shown to somebody who decides. */
export function PreviewMenu({ sync, preview, isStale }: { sync: string; preview?: Schemas['SyncPreview']; isStale: boolean }) {
  const { t } = useLingui();
  const [isAsking, setIsAsking] = useState(false);
  const plan = preview?.plan ?? null;
  const download = useMutation({
    mutationFn: () => previewWorkbook(sync, plan),
    onSuccess: (file) => saveFile(file, `preview-${sync}.xlsx`),
    onError: toastError,
  });
  return (
    <>
      <Menu
        trigger={
          <IconButton label={t`More`} disabled={!preview || isStale} busy={download.isPending}>
            <MoreHorizontal size={16} />
          </IconButton>
        }
      >
        <MenuItem icon={<Download size={14} />} onSelect={() => download.mutate()}>
          <Trans>Download as a workbook</Trans>
        </MenuItem>
        {plan && (
          <MenuItem icon={<UserCheck size={14} />} onSelect={() => setIsAsking(true)}>
            <Trans>Send for approval…</Trans>
          </MenuItem>
        )}
      </Menu>
      {isAsking && plan && <ApprovalDialog sync={sync} plan={plan} onClose={() => setIsAsking(false)} />}
    </>
  );
}
