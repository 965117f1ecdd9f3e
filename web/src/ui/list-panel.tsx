import type { ReactNode } from 'react';
import { Answered, type Asked, MoreRows, type Paged } from './answered';
import { Panel } from './page';
import { Table, type TableProps } from './table';

interface ListPanelProps<Row> extends Omit<TableProps<Row>, 'footer'> {
  query: Asked & Partial<Paged>;
  /** What to do next where there is nothing. */
  empty?: ReactNode;
}

/** The body of a screen that is one list: asked for, nothing there yet, or a table with the way to more. */
export function ListPanel<Row>({ query, empty, ...table }: ListPanelProps<Row>) {
  const { hasNextPage, isFetchingNextPage = false, fetchNextPage } = query;
  const isEmpty = table.rows.length === 0 && !hasNextPage;
  return (
    <Answered query={query} empty={isEmpty && empty}>
      <Panel flush>
        <Table {...table} footer={hasNextPage && fetchNextPage && <MoreRows query={{ hasNextPage, isFetchingNextPage, fetchNextPage }} />} />
      </Panel>
    </Answered>
  );
}
