import type { DragEvent } from 'react';
import { COLUMN_TYPE } from './source-list';

/**
 * What makes an element take a dragged column. The mark is an attribute set beside React, so that dragging over three hundred targets
 * draws nothing anew.
 */
export function dropTarget(onColumn: (column: string) => void) {
  const isColumn = (event: DragEvent) => event.dataTransfer.types.includes(COLUMN_TYPE);
  return {
    onDragOver: (event: DragEvent<HTMLElement>) => {
      if (!isColumn(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'link';
      event.currentTarget.dataset.over = '';
    },
    onDragLeave: (event: DragEvent<HTMLElement>) => {
      delete event.currentTarget.dataset.over;
    },
    onDrop: (event: DragEvent<HTMLElement>) => {
      delete event.currentTarget.dataset.over;
      const column = event.dataTransfer.getData(COLUMN_TYPE);
      if (!column) return;
      event.preventDefault();
      onColumn(column);
    },
  };
}

export const dropLook = 'data-[over]:outline-2 data-[over]:-outline-offset-2 data-[over]:outline-accent data-[over]:bg-accent-ground';
