import { Link, type LinkProps } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

/** Above the title of a screen: the list or thing that it belongs to. */
export function Crumb({ children, ...link }: Omit<LinkProps, 'children'> & { children: ReactNode }) {
  return (
    <>
      <Link {...link} className="truncate hover:text-ink hover:underline">
        {children}
      </Link>
      <ChevronRight size={12} className="shrink-0" aria-hidden />
    </>
  );
}
