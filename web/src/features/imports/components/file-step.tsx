import { Trans, useLingui } from '@lingui/react/macro';
import { FileSpreadsheet } from 'lucide-react';
import { bytes, number } from '@/shared/format';
import { Button } from '@/ui/button';
import { Field, Select } from '@/ui/form';
import { Panel } from '@/ui/page';
import { Notice, SkeletonLines } from '@/ui/states';
import type { Draft } from '../model/draft';
import { encodings } from '../model/file-sample';
import { DropZone } from './drop-zone';
import { SampleTable } from './sample-table';

interface FileStepProps {
  draft: Draft;
  onFile: (file: File | undefined) => void;
  onReadAs: (as: { sheet?: string; encoding?: string }) => void;
}

const encodingNames: Record<(typeof encodings)[number], string> = { 'utf-8': 'UTF-8', gb18030: 'GB 18030 (GBK, GB 2312)', big5: 'Big5', 'utf-16le': 'UTF-16', 'windows-1252': 'Windows-1252' };

/** Which file, which sheet of it, and what stands in it. */
export function FileStep({ draft, onFile, onReadAs }: FileStepProps) {
  const { t } = useLingui();
  const { file, sample } = draft;
  if (!file) return <DropZone onFile={onFile} />;
  const rows = sample?.rows ?? [];
  return (
    <>
      <Panel>
        <div className="flex flex-wrap items-center gap-3">
          <FileSpreadsheet size={20} className="text-faint" aria-hidden />
          <div className="min-w-0 flex-1">
            <p className="truncate font-medium">{file.name}</p>
            <p className="text-xs text-soft">{bytes(file.size)}</p>
          </div>
          <Button onClick={() => onFile(undefined)}>
            <Trans>Another file</Trans>
          </Button>
        </div>
        {sample && (sample.sheets.length > 1 || sample.kind === 'delimited') && (
          <div className="mt-4 grid max-w-2xl gap-4 sm:grid-cols-2">
            {sample.sheets.length > 1 && (
              <Field label={t`Sheet`} help={t`One sheet is imported at a time.`}>
                <Select value={sample.sheet} onChange={(event) => onReadAs({ sheet: event.target.value })}>
                  {sample.sheets.map((sheet) => (
                    <option key={sheet}>{sheet}</option>
                  ))}
                </Select>
              </Field>
            )}
            {sample.kind === 'delimited' && (
              <Field label={t`Encoding`} help={t`Change it only if the text below is garbled.`}>
                <Select value={draft.encoding ?? ''} onChange={(event) => onReadAs({ encoding: event.target.value || undefined })}>
                  <option value="">{t`Found out: ${encodingNames[sample.encoding as 'utf-8'] ?? sample.encoding ?? ''}`}</option>
                  {encodings.map((encoding) => (
                    <option key={encoding} value={encoding}>
                      {encodingNames[encoding]}
                    </option>
                  ))}
                </Select>
              </Field>
            )}
          </div>
        )}
      </Panel>
      {!sample ? (
        <SkeletonLines lines={6} />
      ) : rows.length === 0 ? (
        <Notice>
          <Trans>The rows of this file cannot be shown here. It can be imported all the same: the preview says what is in it.</Trans>
        </Notice>
      ) : (
        <Panel title={t`The first rows`} about={sample.kind === 'workbook' ? t`Dates of spreadsheets are shown as numbers here; they are read as dates.` : undefined} flush>
          <SampleTable rows={rows} />
          {rows.length > 12 && (
            <p className="border-t border-line px-4 py-2 text-xs text-faint">
              <Trans>{number(12)} of the rows; the whole file is looked at in the next step.</Trans>
            </p>
          )}
        </Panel>
      )}
    </>
  );
}
