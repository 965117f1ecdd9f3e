import { Trans, useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { CopyCheck, SlidersHorizontal } from 'lucide-react';
import { Fragment, useState } from 'react';
import { duplicateRuleQuery, duplicatesQuery, type DuplicateState } from '@/api/duplicates';
import { type ObjectDefinition, useObjects } from '@/api/objects';
import { words } from '@/shared/locale';
import { useRights } from '@/shared/use-rights';
import { Answered, MoreRows } from '@/ui/answered';
import { Button } from '@/ui/button';
import { FilterBar, FilterSelect } from '@/ui/filters';
import { Segments } from '@/ui/form';
import { Page } from '@/ui/page';
import { Empty } from '@/ui/states';
import { DuplicateCard } from './components/duplicate-card';
import { RuleDialog } from './components/rule-dialog';

const route = getRouteApi('/app/duplicates');

export interface DuplicatesSearch {
  object?: string;
  state?: 'dismissed' | 'merged' | 'later';
}

/** Records that look like one: merged into one, or told apart; both can be taken back. */
export function DuplicatesScreen() {
  const { t } = useLingui();
  const { object: name = 'customers', state } = route.useSearch();
  const navigate = route.useNavigate();
  const objects = useObjects().filter((object) => object.fields.some((field) => field.match_key && !field.archived));
  const object = objects.find((each) => each.name === name) ?? objects[0];
  return (
    <Page
      title={t`Duplicates`}
      about={t`Records that share a phone, an e-mail or another match key, or look alike. A merge can be undone at any time.`}
      actions={object && <Rule object={object} />}
      bar={
        <FilterBar>
          <Segments<DuplicateState>
            label={t`Which duplicates`}
            value={state ?? 'open'}
            onChange={(next) => void navigate({ search: (before) => ({ ...before, state: next === 'open' ? undefined : next }) })}
            options={[
              { value: 'open', label: t`To decide` },
              { value: 'later', label: t`Later` },
              { value: 'merged', label: t`Merged` },
              { value: 'dismissed', label: t`Not the same` },
            ]}
          />
          <FilterSelect label={t`Object`} value={object?.name} choices={objects.map((each) => ({ value: each.name, label: words(each.label) }))} onChange={(next) => void navigate({ search: (before) => ({ ...before, object: next }) })} />
        </FilterBar>
      }
    >
      {object && <Queue key={`${object.name} ${state}`} object={object} state={state ?? 'open'} />}
    </Page>
  );
}

/** What is merged without a person, and the way to change it for those who may. */
function Rule({ object }: { object: ObjectDefinition }) {
  const { t } = useLingui();
  const { admin } = useRights(object.name);
  const { data } = useQuery(duplicateRuleQuery(object.name));
  const [isOpen, setIsOpen] = useState(false);
  if (!data) return null;
  const score = data.merge_from;
  return (
    <>
      <span className="text-xs text-soft">{score === null ? t`People decide all` : t`Merged by itself from ${score} points on`}</span>
      {admin && (
        <Button icon={<SlidersHorizontal size={14} />} onClick={() => setIsOpen(true)}>
          <Trans>Change rule…</Trans>
        </Button>
      )}
      {isOpen && <RuleDialog object={object} rule={data} onClose={() => setIsOpen(false)} />}
    </>
  );
}

type Band = 'high' | 'middle' | 'low';

/** How likely records are one, as people go through them. */
function bandOf(score: number): Band {
  return score >= 80 ? 'high' : score >= 60 ? 'middle' : 'low';
}

function Queue({ object, state }: { object: ObjectDefinition; state: DuplicateState }) {
  const { t } = useLingui();
  const query = useInfiniteQuery(duplicatesQuery(object.name, state));
  const groups = query.data?.pages.flatMap((page) => page.items) ?? [];
  const bands: Record<Band, string> = { high: t`Very likely one · from 80 points`, middle: t`Likely one · 60 to 79 points`, low: t`Perhaps one · below 60 points` };
  const empty = { open: t`No duplicates wait`, later: t`Nothing was put off`, merged: t`Nothing was merged here yet`, dismissed: t`Nothing was marked as not the same yet` }[state];
  const about = {
    open: t`Records that are certain to be one are merged as they come in. What needs a person stands here.`,
    later: t`What you put off by “Later” stands here until somebody decides.`,
    merged: t`What was merged stands here, and each merge can be undone.`,
    dismissed: t`What you say is not the same stands here. It is not asked again, unless you want it.`,
  }[state];
  return (
    <Answered
      query={query}
      empty={
        groups.length === 0 && (
          <Empty icon={<CopyCheck size={20} />} title={empty}>
            {about}
          </Empty>
        )
      }
    >
      {groups.map((group, index) => {
        const before = groups[index - 1];
        return (
          <Fragment key={group.id}>
            {state === 'open' && (!before || bandOf(before.score) !== bandOf(group.score)) && <h2 className="-mb-2 text-2xs font-medium text-faint">{bands[bandOf(group.score)]}</h2>}
            <DuplicateCard object={object} group={group} />
          </Fragment>
        );
      })}
      <MoreRows query={query} className="border-0" />
    </Answered>
  );
}
