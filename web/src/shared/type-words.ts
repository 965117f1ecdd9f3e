import { useLingui } from '@lingui/react/macro';

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
