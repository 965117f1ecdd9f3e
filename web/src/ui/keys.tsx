/** A keyboard shortcut: `ctrl+k` is shown as the keys of this machine. */
export function Keys({ keys }: { keys: string }) {
  const isMac = navigator.platform.startsWith('Mac');
  const shown = keys.split('+').map((key) => {
    if (key === 'ctrl') return isMac ? '⌘' : 'Ctrl';
    if (key === 'enter') return '↵';
    if (key === 'shift') return '⇧';
    return key.length === 1 ? key.toUpperCase() : key;
  });
  return (
    <span className="inline-flex gap-0.5" aria-hidden>
      {shown.map((key) => (
        <kbd key={key} className="min-w-4 rounded-sm border border-line bg-ground px-1 text-center font-sans text-2xs text-faint">
          {key}
        </kbd>
      ))}
    </span>
  );
}
