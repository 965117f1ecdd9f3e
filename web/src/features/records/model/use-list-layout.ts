import { useState } from 'react';

interface Layout {
  columns?: string[];
  widths: Record<string, number>;
}

function read(key: string): Layout {
  try {
    const { columns, widths } = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Layout>;
    return { columns: Array.isArray(columns) ? columns : undefined, widths: typeof widths === 'object' ? widths : {} };
  } catch {
    return { widths: {} };
  }
}

/** Columns and widths of an object's list, as somebody arranged them in this browser. */
export function useListLayout(object: string) {
  const key = `rapport.list.${object}`;
  const [layout, setLayout] = useState(() => read(key));
  const keep = (next: Layout) => {
    setLayout(next);
    localStorage.setItem(key, JSON.stringify(next));
  };
  return {
    columns: layout.columns,
    widths: layout.widths,
    setColumns: (columns: string[] | undefined) => keep({ ...layout, columns }),
    setWidths: (widths: Record<string, number>) => keep({ ...layout, widths }),
  };
}
