import { useLingui } from '@lingui/react/macro';
import type { Connector } from '@/api/connections';

/** A kind of systems, in the order of the catalogue. */
export interface Kind {
  name: string;
  label: string;
}

/** What somebody is after, and the kinds of systems that serve it. */
export interface Scenario extends Kind {
  kinds: string[];
}

const OTHER = 'other';

/** The kind under which a connector stands. */
export function kindOf(kinds: Kind[], connector: Connector): string {
  return kinds.find((kind) => kind.name === connector.category)?.name ?? OTHER;
}

/** How the catalogue of connectors is ordered. */
export function useCatalogue(): { kinds: Kind[]; scenarios: Scenario[] } {
  const { t } = useLingui();
  return {
    kinds: [
      { name: 'crm', label: t`CRM` },
      { name: 'erp', label: t`ERP` },
      { name: 'database', label: t`Databases` },
      { name: 'file', label: t`Files` },
      { name: 'hook', label: t`Calls of other systems` },
      { name: 'messenger', label: t`Messengers` },
      { name: 'rapport', label: t`Rapport` },
      { name: OTHER, label: t`Other` },
    ],
    scenarios: [
      { name: 'profiles', label: t`Keep customers and contacts true`, kinds: ['crm', 'erp', 'database', 'rapport'] },
      { name: 'behaviour', label: t`See orders and inquiries as they happen`, kinds: ['hook', 'erp', 'database'] },
      { name: 'finance', label: t`Take contracts and payments over`, kinds: ['erp', 'crm', 'database'] },
      { name: 'files', label: t`Read spreadsheets and files again and again`, kinds: ['file', 'database'] },
      { name: 'people', label: t`Tell people in their messenger`, kinds: ['messenger'] },
    ],
  };
}
