import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import type { FieldDefinition, ObjectDefinition } from '@/api/objects';
import type { RecordRow } from '@/api/records';
import { isEmpty, titleOf, valueText } from '@/shared/value-text';
import { Skeleton } from '@/ui/states';

const ROW_PX = 60;
const VALUES_SHOWN = 3;

interface RecordListProps {
  object: ObjectDefinition;
  fields: FieldDefinition[];
  rows: RecordRow[];
  hasMore: boolean;
  onMore: () => void;
}

/** The list of records on a phone: title above, the next values below. */
export function RecordList({ object, fields, rows, hasMore, onMore }: RecordListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length + (hasMore ? 1 : 0), getScrollElement: () => scroller.current, estimateSize: () => ROW_PX, overscan: 8 });
  const lines = virtual.getVirtualItems();
  const last = lines.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - 10) onMore();
  }, [hasMore, last, rows.length, onMore]);
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto bg-panel" tabIndex={-1}>
      <ul style={{ height: virtual.getTotalSize() }} className="relative">
        {lines.map((line) => {
          const record = rows[line.index];
          return (
            <li key={record?.id ?? 'more'} className="absolute inset-x-0 top-0 border-b border-line" style={{ transform: `translateY(${line.start}px)`, height: ROW_PX }}>
              {record ? (
                <Link to="/records/$object/$id" params={{ object: object.name, id: record.id }} className="flex h-full flex-col justify-center gap-0.5 px-4 active:bg-hover">
                  <span className="truncate text-base font-medium">{titleOf(record, object)}</span>
                  <span className="truncate text-xs text-soft">
                    {fields
                      .slice(1)
                      .filter((field) => field.type !== 'reference' && field.name !== 'updated_at' && !isEmpty(record[field.name]))
                      .slice(0, VALUES_SHOWN)
                      .map((field) => valueText(field, Array.isArray(record[field.name]) ? (record[field.name] as unknown[])[0] : record[field.name]))
                      .join(' · ')}
                  </span>
                </Link>
              ) : (
                <span className="flex h-full items-center px-4">
                  <Skeleton className="h-4 w-1/2" />
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
