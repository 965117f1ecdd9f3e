import { useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Button, IconButton } from './button';
import { classes } from './classes';
import { LayerRootProvider } from './layer';

interface DialogProps {
  title: ReactNode;
  /** One or two sentences below the title. */
  about?: ReactNode;
  onClose: () => void;
  children?: ReactNode;
  /** What it does: a button that says so. The way out stands before it. */
  action?: ReactNode;
  /** The name of the way out; null where there is none beside the cross. */
  cancel?: string | null;
  /** What stands at the other end of that line: a way back, something dangerous. */
  beside?: ReactNode;
  size?: 'small' | 'normal' | 'wide' | 'full';
  /** From the right edge over the full height, for looking into one thing of a list. */
  side?: boolean;
}

const widths = { small: 'max-w-md', normal: 'max-w-xl', wide: 'max-w-3xl', full: 'max-w-6xl' };

/** What gets the focus back: the control itself; for an entry of a menu, which is gone by then, the button that opened the menu. */
function cameFrom(element: Element | null): HTMLElement | null {
  const menu = element?.closest('[role=menu]')?.getAttribute('aria-labelledby');
  const found = menu ? document.getElementById(menu) : element;
  return found instanceof HTMLElement && found !== document.body ? found : document.getElementById('main');
}

/**
 * A modal dialog on the browser's own element, which keeps the focus inside, closes with Escape and makes the rest inert. It is open
 * while it is rendered.
 */
export function Dialog({ title, about, onClose, children, action, cancel, beside, size = 'normal', side }: DialogProps) {
  const { t } = useLingui();
  const element = useRef<HTMLDialogElement>(null);
  const [root, setRoot] = useState<HTMLElement | null>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = element.current;
    if (!dialog) return;
    const before = cameFrom(document.activeElement);
    dialog.showModal();
    // The first control of the content, else the last button, which says what will happen: never the cross, and never what destroys
    // something, because Enter comes easily.
    const first = dialog.querySelector<HTMLElement>('[data-dialog-body] :is(input, textarea, select):not([type=checkbox], [type=radio], [hidden], :disabled)');
    const last = [...dialog.querySelectorAll<HTMLElement>('footer button:not(:disabled, [data-danger])')].at(-1);
    (first ?? last ?? dialog).focus();
    setRoot(dialog);
    return () => {
      dialog.close();
      before?.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        if (event.target === element.current) onClose();
      }}
      className={classes(
        'w-full bg-transparent p-0 outline-none backdrop:bg-shade',
        side ? 'mr-0 ml-auto h-full max-h-full max-w-2xl' : classes('max-h-full p-3 sm:p-6', widths[size]),
      )}
    >
      <LayerRootProvider value={root}>
        <div className={classes('flex flex-col bg-raised shadow-high', side ? 'slide h-full' : 'appear max-h-[calc(100dvh-3rem)] rounded-lg')}>
          <header className="flex items-start gap-3 px-5 pt-4 pb-3">
            <div className="min-w-0 flex-1">
              <h2 id={heading} className="text-base font-semibold">
                {title}
              </h2>
              {about && <p className="mt-1 text-sm text-soft">{about}</p>}
            </div>
            <IconButton label={t`Close`} keys="Esc" size="small" onClick={onClose}>
              <X size={16} />
            </IconButton>
          </header>
          {children && <div data-dialog-body className="min-h-0 flex-1 overflow-auto px-5 pt-1 pb-5">{children}</div>}
          {action && (
            <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3">
              {beside && <span className="mr-auto">{beside}</span>}
              {cancel !== null && <Button onClick={onClose}>{cancel ?? t`Cancel`}</Button>}
              {action}
            </footer>
          )}
        </div>
      </LayerRootProvider>
    </dialog>
  );
}

interface ConfirmProps {
  title: ReactNode;
  about?: ReactNode;
  action: string;
  danger?: boolean;
  busy?: boolean;
  onConfirm: () => void;
  onClose: () => void;
  children?: ReactNode;
}

/** Asks before something that other people would notice. The button says what will happen, never OK. */
export function Confirm({ title, about, action, danger, busy, onConfirm, onClose, children }: ConfirmProps) {
  return (
    <Dialog
      title={title}
      about={about}
      size="small"
      onClose={onClose}
      action={
        <Button look={danger ? 'danger' : 'primary'} busy={busy} onClick={onConfirm}>
          {action}
        </Button>
      }
    >
      {children}
    </Dialog>
  );
}
