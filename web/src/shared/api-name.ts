/** An API name from a label: small letters, digits and underscores, beginning with a letter. */
export function apiName(label: string): string {
  return label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 50);
}
