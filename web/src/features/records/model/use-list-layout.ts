import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { preferencesQuery, useKeepPreferences } from '@/api/preferences';

function read(key: string): Record<string, number> {
  try {
    const widths: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    return typeof widths === 'object' && widths !== null ? (widths as Record<string, number>) : {};
  } catch {
    return {};
  }
}

/** Columns of an object's list, as somebody chose them, on every device; and their widths, which belong to this screen. */
export function useListLayout(object: string) {
  const { data } = useQuery(preferencesQuery);
  const keep = useKeepPreferences();
  const key = `rapport.widths.${object}`;
  const [widths, setWidths] = useState(() => read(key));
  return {
    columns: data?.columns?.[object],
    widths,
    setColumns: (columns: string[] | undefined) => keep({ columns: { [object]: columns } }),
    setWidths: (next: Record<string, number>) => {
      setWidths(next);
      localStorage.setItem(key, JSON.stringify(next));
    },
  };
}
