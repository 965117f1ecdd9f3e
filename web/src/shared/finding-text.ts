import { useLingui } from '@lingui/react/macro';

/** One plain sentence for each kind of data problem. Unknown kinds, of newer servers, are shown by their name. */
export function useFindingText(): (code: string) => string {
  const { t } = useLingui();
  return (code) => {
    const texts: Record<string, string> = {
      required_missing: t`A required value is missing.`,
      phone_invalid: t`This is not a phone number; it was kept as it came.`,
      phone_country_assumed: t`The number is grouped as in North America; country code +1 was assumed.`,
      email_invalid: t`This is not an e-mail address; it was kept as it came.`,
      date_invalid: t`This is not a date.`,
      date_ambiguous: t`Day and month of this date cannot be told apart.`,
      year_missing: t`The year of this date is missing.`,
      number_invalid: t`This is not a number.`,
      digits_lost: t`A spreadsheet cut digits off this number; take it from the original.`,
      boolean_invalid: t`This is neither yes nor no.`,
      option_unknown: t`This is not one of the options.`,
      credit_code_invalid: t`This unified social credit code is wrong.`,
      resident_id_invalid: t`This resident identity number is wrong.`,
      country_unknown: t`This is not a known country.`,
      currency_unknown: t`This is not a known currency.`,
      url_invalid: t`This is not a web address.`,
      too_long: t`The value is longer than the field allows.`,
      validation_failed: t`The value breaks the rule of its field.`,
      reference_unknown: t`The record it refers to does not exist.`,
      value_unmapped: t`The value table has no line for this value.`,
      bytes_invalid: t`Some bytes are not text in the encoding of the file.`,
      row_shape: t`The row has more or fewer cells than the header.`,
      json_invalid: t`The row is damaged and cannot be read.`,
      record_empty: t`The row holds nothing that could name a record.`,
      matched_multiple: t`Several known records fit; a person must choose.`,
      id_conflict: t`It shares a phone or e-mail with a record that has a different official id; they were kept apart.`,
      key_shared: t`Too many different records share this value; it no longer identifies anybody.`,
      value_taken: t`Another record already holds this unique value.`,
      record_deleted: t`The record was deleted here and stays deleted.`,
      version_stale: t`A newer version of this record is already known.`,
      target_refused: t`The other system refused this record.`,
      target_option_unknown: t`The other system does not have this option.`,
    };
    return texts[code] ?? code.replaceAll('_', ' ');
  };
}
