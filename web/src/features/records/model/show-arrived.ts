import type { QueryClient } from '@tanstack/react-query';
import { type RecordList, type RecordRow, recordsQuery } from '@/api/records';

/** Puts a record on top of a list that it is about to belong to, before the server has answered. Whoever shows the list looks whether it does. */
export function showArrived(client: QueryClient, object: string, list: RecordList, record: RecordRow): void {
  client.setQueryData(recordsQuery(object, list).queryKey, (old) => {
    const first = old?.pages[0];
    if (!old || !first || old.pages.some((page) => page.items.some((item) => item.id === record.id))) return old;
    const count = first.page.count === undefined ? undefined : first.page.count + 1;
    return { ...old, pages: [{ ...first, items: [record, ...first.items], page: { ...first.page, count } }, ...old.pages.slice(1)] };
  });
}
