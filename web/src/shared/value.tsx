import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Check, Minus } from 'lucide-react';
import { type FieldDefinition, useObject } from '@/api/objects';
import type { RecordRow } from '@/api/records';
import { Badge, type Tone } from '@/ui/badge';
import { listed } from './format';
import { isEmpty, optionLabel, phoneText, titleOf, valueText } from './value-text';

const stageTones: Record<string, Tone> = { won: 'good', lost: 'bad', open: 'accent' };

interface ValueProps {
  field: FieldDefinition;
  value: unknown;
  /** The record a reference names, where it is known. */
  expanded?: RecordRow | null;
  /** Links are left out where the whole row is one. */
  plain?: boolean;
  /** A grid is one stop of Tab: its links are for the mouse, and the record is opened from its row. */
  inGrid?: boolean;
}

/** A value of a record for reading. */
export function Value({ field, value, expanded, plain, inGrid }: ValueProps) {
  const { t } = useLingui();
  if (isEmpty(value)) return <span className="text-faint/70">–</span>;
  switch (field.type) {
    case 'boolean':
      return value ? <Check size={14} aria-label={t`Yes`} className="text-good" /> : <Minus size={14} aria-label={t`No`} className="text-faint" />;
    case 'select':
    case 'multi_select': {
      const values = Array.isArray(value) ? value.map(String) : [String(value)];
      return (
        <span className="inline-flex max-w-full flex-wrap gap-1">
          {values.map((each) => {
            const stage = field.options?.find((option) => option.value === each)?.stage;
            return (
              <Badge key={each} tone={stage ? stageTones[stage] : 'neutral'}>
                {optionLabel(field, each)}
              </Badge>
            );
          })}
        </span>
      );
    }
    case 'reference':
      return <Reference object={field.to ?? ''} id={String(value)} record={expanded} plain={plain} />;
    case 'email':
    case 'phone':
      return <Several values={Array.isArray(value) ? value.map(String) : [String(value)]} scheme={field.type === 'email' ? 'mailto:' : 'tel:'} plain={plain} tabIndex={inGrid ? -1 : undefined} />;
    case 'url': {
      const text = String(value);
      return plain || !/^https?:/.test(text) ? (
        <span>{text}</span>
      ) : (
        <a href={text} tabIndex={inGrid ? -1 : undefined} target="_blank" rel="noreferrer noopener" className="text-accent-ink hover:underline">
          {text.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')}
        </a>
      );
    }
    default:
      return valueText(field, value);
  }
}

function Several({ values, scheme, plain, tabIndex }: { values: string[]; scheme: 'mailto:' | 'tel:'; plain?: boolean; tabIndex?: number }) {
  const [first = '', ...others] = values;
  const shown = scheme === 'tel:' ? phoneText(first) : first;
  if (others.length === 0) {
    return plain ? (
      shown
    ) : (
      <a href={`${scheme}${first}`} tabIndex={tabIndex} className="hover:underline">
        {shown}
      </a>
    );
  }
  return (
    <span className="inline-flex max-w-full items-center gap-1.5">
      {plain ? (
        <span className="truncate">{shown}</span>
      ) : (
        <a href={`${scheme}${first}`} tabIndex={tabIndex} className="truncate hover:underline">
          {shown}
        </a>
      )}
      <span className="text-xs text-faint" title={listed(others)}>
        +{others.length}
      </span>
    </span>
  );
}

function Reference({ object, id, record, plain }: { object: string; id: string; record?: RecordRow | null; plain?: boolean }) {
  const definition = useObject(object);
  const title = record ? titleOf(record, definition) : `#${id}`;
  if (plain) return <span>{title}</span>;
  return (
    <Link to="/records/$object/$id" params={{ object, id }} className="text-accent-ink hover:underline">
      {title}
    </Link>
  );
}
