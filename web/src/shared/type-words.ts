import { useLingui } from '@lingui/react/macro';
import type { FieldDefinition } from '@/api/objects';

export type FieldType = FieldDefinition['type'];

/** Types of fields and columns in one word, ours and those that other systems name; what is not known is shown as it is called there. */
export function useTypeWord(): (type: string) => string {
  const { t } = useLingui();
  return (type) => {
    const names: Record<string, string> = {
      text: t`text`,
      string: t`text`,
      long_text: t`long text`,
      select: t`choice`,
      multi_select: t`choices`,
      integer: t`number`,
      decimal: t`number`,
      number: t`number`,
      money: t`money`,
      boolean: t`yes or no`,
      date: t`date`,
      datetime: t`date and time`,
      phone: t`phone`,
      email: t`e-mail`,
      url: t`web address`,
      reference: t`reference`,
      person: t`name`,
      address: t`address`,
      auto_number: t`number`,
      json: t`data`,
    };
    return names[type] ?? type;
  };
}

/** Types of fields as people choose between them, the most usual first. */
export function useFieldTypes(): [FieldType, string][] {
  const { t } = useLingui();
  return [
    ['text', t`Text, one line`],
    ['long_text', t`Long text`],
    ['select', t`Choice, one of several`],
    ['multi_select', t`Choice, several at once`],
    ['integer', t`Whole number`],
    ['decimal', t`Number with decimals`],
    ['money', t`Money`],
    ['boolean', t`Yes or no`],
    ['date', t`Date`],
    ['datetime', t`Date and time`],
    ['phone', t`Phone`],
    ['email', t`E-mail`],
    ['url', t`Web address`],
    ['reference', t`Another record`],
    ['person', t`Name of a person`],
    ['address', t`Address`],
    ['auto_number', t`Automatic number`],
    ['json', t`Structured data (JSON)`],
  ];
}
