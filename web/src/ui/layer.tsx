import { createContext, useContext } from 'react';

/**
 * Where menus, popovers and tooltips are put. Inside of an open dialog this is the dialog: what lies outside of a modal dialog cannot
 * be reached.
 */
const LayerRoot = createContext<HTMLElement | null>(null);

export const LayerRootProvider = LayerRoot.Provider;

export function useLayerRoot(): HTMLElement | undefined {
  return useContext(LayerRoot) ?? undefined;
}
