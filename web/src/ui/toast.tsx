import { useLingui } from '@lingui/react/macro';
import { CircleCheck, CircleX, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useSyncExternalStore } from 'react';
import { Button, IconButton } from './button';
import { errorWords } from './error-words';

interface Toast {
  id: number;
  tone: 'good' | 'bad';
  text: ReactNode;
  detail?: ReactNode;
  action?: { label: string; run: () => void };
}

const SHOWN_MAX = 4;
const SHOWN_MS = 6_000;
/** Whoever wants it back has to see it, read it and get there. */
const SHOWN_WITH_WAY_BACK_MS = 15_000;
let toasts: Toast[] = [];
let next = 1;
const listeners = new Set<() => void>();

function set(list: Toast[]) {
  toasts = list;
  for (const listener of listeners) listener();
}

const timers = new Map<number, ReturnType<typeof setTimeout>>();

function close(id: number) {
  stay(id);
  set(toasts.filter((toast) => toast.id !== id));
}

function stay(id: number) {
  clearTimeout(timers.get(id));
  timers.delete(id);
}

/** Begins its time anew; a failure stays until somebody has read it. */
function goLater(toast: Toast) {
  stay(toast.id);
  if (toast.tone === 'good') timers.set(toast.id, setTimeout(() => close(toast.id), toast.action ? SHOWN_WITH_WAY_BACK_MS : SHOWN_MS));
}

function show(toast: Omit<Toast, 'id'>) {
  const added = { ...toast, id: next++ };
  set([...toasts, added].slice(-SHOWN_MAX));
  goLater(added);
}

/** Says that something was done, optionally with the way back. */
export function toastDone(text: ReactNode, action?: Toast['action']) {
  show({ tone: 'good', text, action });
}

/** Says that something failed, in words. */
export function toastError(error: unknown) {
  const { title, detail } = errorWords(error);
  show({ tone: 'bad', text: title, detail });
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function Toasts() {
  const { t } = useLingui();
  const list = useSyncExternalStore(subscribe, () => toasts);
  const element = useRef<HTMLDivElement>(null);
  // In the top layer, so that it is seen above an open dialog.
  useEffect(() => {
    const box = element.current;
    if (!box) return;
    if (box.matches(':popover-open')) box.hidePopover();
    if (list.length > 0) box.showPopover();
  }, [list]);
  return (
    <div
      ref={element}
      popover="manual"
      role="region"
      aria-label={t`Messages`}
      aria-live="polite"
      className="fixed inset-auto right-3 bottom-3 m-0 w-[min(24rem,calc(100vw-1.5rem))] flex-col gap-2 overflow-visible border-0 bg-transparent p-0 text-ink open:flex"
    >
      {list.map((toast) => (
        <div
          key={toast.id}
          // None goes while somebody is at it.
          onPointerEnter={() => stay(toast.id)}
          onPointerLeave={() => goLater(toast)}
          onFocus={() => stay(toast.id)}
          onBlur={() => goLater(toast)}
          className="appear flex items-start gap-2.5 rounded-lg bg-raised px-3.5 py-3 shadow-high"
        >
          <span className={toast.tone === 'good' ? 'mt-0.5 text-good' : 'mt-0.5 text-bad'}>{toast.tone === 'good' ? <CircleCheck size={16} /> : <CircleX size={16} />}</span>
          <div className="min-w-0 flex-1">
            <p className="text-sm font-medium">{toast.text}</p>
            {toast.detail && <p className="mt-0.5 text-xs text-soft">{toast.detail}</p>}
          </div>
          {toast.action && (
            <Button
              size="small"
              onClick={() => {
                toast.action?.run();
                close(toast.id);
              }}
            >
              {toast.action.label}
            </Button>
          )}
          <IconButton label={t`Close`} size="small" className="-my-1 -mr-1.5" onClick={() => close(toast.id)}>
            <X size={14} />
          </IconButton>
        </div>
      ))}
    </div>
  );
}
