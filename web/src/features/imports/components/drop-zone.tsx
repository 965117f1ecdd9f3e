import { Trans, useLingui } from '@lingui/react/macro';
import { FileUp } from 'lucide-react';
import { type DragEvent, useId, useState } from 'react';
import { buttonClasses } from '@/ui/button';
import { classes } from '@/ui/classes';
import { toastError } from '@/ui/toast';

const ENDINGS = '.csv,.tsv,.txt,.xlsx,.xlsm,.json,.jsonl,.ndjson';

/** Takes one file, dropped or picked. */
export function DropZone({ onFile, small }: { onFile: (file: File) => void; small?: boolean }) {
  const { t } = useLingui();
  const [isOver, setIsOver] = useState(false);
  const id = useId();
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (!file) return;
    if (file.size === 0) toastError(new Error(t`The file ${file.name} is empty.`));
    else onFile(file);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={onDrop}
      className={classes(
        'flex flex-col items-center gap-2 rounded-lg border border-dashed px-6 text-center transition-colors',
        small ? 'py-5' : 'py-14',
        isOver ? 'border-accent bg-accent-ground' : 'border-edge/60 bg-panel',
      )}
    >
      {!small && <FileUp size={24} className="text-faint" aria-hidden />}
      <p className="text-base font-semibold">{isOver ? t`Let go to take the file` : t`Drop a file here`}</p>
      <p className="text-sm text-soft">
        <Trans>Excel (XLSX), CSV, TSV or JSON. Any encoding; headers in Chinese or English.</Trans>
      </p>
      <input id={id} type="file" accept={ENDINGS} className="peer sr-only" onChange={(event) => take(event.target.files)} />
      <label htmlFor={id} className={buttonClasses('primary', 'normal', 'mt-2 cursor-pointer peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent')}>
        <Trans>Choose a file…</Trans>
      </label>
    </div>
  );
}
