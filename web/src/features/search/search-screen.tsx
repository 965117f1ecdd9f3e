import { Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi, Link, useRouterState } from '@tanstack/react-router';
import { Search, SearchX } from 'lucide-react';
import { useState } from 'react';
import { useFindEverywhere } from '@/api/find-everywhere';
import { liveFields, useObjects } from '@/api/objects';
import { words } from '@/shared/locale';
import { ObjectIcon } from '@/shared/object-icon';
import { useDebounced } from '@/shared/use-debounced';
import { isEmpty, titleOf, valueText } from '@/shared/value-text';
import { SearchInput } from '@/ui/form';
import { Page, Panel } from '@/ui/page';
import { Empty, ErrorState, SkeletonLines } from '@/ui/states';

const route = getRouteApi('/app/search');
const PER_OBJECT = 25;
/** Whoever types goes on sooner; whoever stopped waits no longer than needed. */
const TYPING_MS = 90;
const FACTS = 4;

/** What the address says; a number stands there as one. */
interface SearchOf {
  q?: string | number;
}

/** One question over all objects. Going back and forth asks what was asked then; typing keeps its place in the history. */
export function SearchScreen() {
  const { q = '' } = route.useSearch();
  // Both of the same moment: the place is told before the search of the route has followed it.
  const { asked, place } = useRouterState({ select: ({ location }) => ({ asked: (location.search as SearchOf).q, place: location.state.__TSR_index }), structuralSharing: true });
  return <Searching key={place} q={asked === undefined ? q : String(asked)} />;
}

function Searching({ q }: { q: string }) {
  const { t } = useLingui();
  const navigate = route.useNavigate();
  const objects = useObjects();
  const [typed, setTyped] = useState(q);
  const question = useDebounced(typed.trim(), TYPING_MS);
  const { found, isLoading, error } = useFindEverywhere(objects, question, PER_OBJECT);
  return (
    <Page title={t`Search`} narrow>
      <SearchInput
        autoFocus
        aria-label={t`Search all records`}
        placeholder={t`Name, phone, e-mail, company, code…`}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          void navigate({ search: { q: event.target.value || undefined }, replace: true });
        }}
      />
      {error && found.length === 0 ? (
        <ErrorState error={error} />
      ) : question === '' ? (
        <Empty icon={<Search size={20} />} title={t`Search in everything`}>
          <Trans>Type a name, a phone in any spelling, an e-mail address or a company.</Trans>
        </Empty>
      ) : found.length === 0 && isLoading ? (
        <SkeletonLines lines={6} />
      ) : found.length === 0 ? (
        <Empty icon={<SearchX size={20} />} title={t`Nothing found for “${question}”`}>
          <Trans>Fewer words find more. New records are found some seconds after they arrive.</Trans>
        </Empty>
      ) : (
        objects.map((object) => {
          const mine = found.filter((each) => each.object.name === object.name);
          if (mine.length === 0) return null;
          return (
            <Panel key={object.name} title={words(object.label)} flush>
              <ul>
                {mine.map(({ record }) => (
                  <li key={record.id} className="border-t border-line">
                    <Link to="/records/$object/$id" params={{ object: object.name, id: record.id }} className="flex items-center gap-3 px-4 py-2 hover:bg-hover">
                      <ObjectIcon object={object.name} size={15} className="shrink-0 text-faint" />
                      <span className="shrink-0 font-medium">{titleOf(record, object)}</span>
                      <span className="min-w-0 truncate text-xs text-soft">
                        {liveFields(object)
                          .filter((field) => field.name !== object.title_field && ['text', 'phone', 'email', 'select', 'money'].includes(field.type) && !isEmpty(record[field.name]))
                          .slice(0, FACTS)
                          .map((field) => valueText(field, record[field.name]))
                          .join(' · ')}
                      </span>
                    </Link>
                  </li>
                ))}
              </ul>
            </Panel>
          );
        })
      )}
    </Page>
  );
}
