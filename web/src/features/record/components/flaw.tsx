import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import type { FieldDefinition, ObjectDefinition } from '@/api/objects';
import { type RecordRow, sourcesOfQuery } from '@/api/records';
import { useFindingText } from '@/shared/finding-text';
import { words } from '@/shared/locale';
import type { FieldLineage } from './fields-panel';

interface FlawProps {
  object: ObjectDefinition;
  record: RecordRow;
  field: FieldDefinition;
  lineage: FieldLineage;
}

/** Marks a value that is shown as it came because it could not be cleaned, and says what is wrong with it. */
export function Flaw({ object, record, field, lineage }: FlawProps) {
  const { t } = useLingui();
  const text = useFindingText();
  const { data: sources } = useQuery(sourcesOfQuery(object.name, record.id));
  const { kind, source, external_id } = lineage.origin;
  if (kind !== 'source') return null;
  const shown = sources?.items.find((row) => row.source === source && row.external_id === external_id);
  const flaws = ((shown?.findings ?? []) as { code: string; field: string }[]).filter((finding) => finding.field === field.name);
  if (flaws.length === 0) return null;
  const label = words(field.label);
  const why = flaws.map((finding) => text(finding.code)).join(' ');
  return (
    <span role="img" aria-label={t`${label}: ${why}`} title={why} className="ml-1.5 inline-block align-[-2px] text-warn">
      <TriangleAlert size={13} />
    </span>
  );
}
