import { Activity, Box, Building2, CreditCard, FileText, Handshake, LifeBuoy, type LucideIcon, Megaphone, Package, Receipt, ShoppingCart, Sprout, Users } from 'lucide-react';

const icons: Record<string, LucideIcon> = {
  customers: Building2,
  contacts: Users,
  leads: Sprout,
  products: Package,
  orders: ShoppingCart,
  deals: Handshake,
  contracts: FileText,
  invoices: Receipt,
  payments: CreditCard,
  tickets: LifeBuoy,
  campaigns: Megaphone,
  activities: Activity,
};

/** The sign of an object; those that people defined share one. */
export function ObjectIcon({ object, size = 16, className }: { object: string; size?: number; className?: string }) {
  const Icon = icons[object] ?? Box;
  return <Icon size={size} className={className} aria-hidden />;
}
