import { expect, test } from 'vitest';
import { markOf } from './mark';

test.each([
  ['Salesforce', 'SA'],
  ['Zoho CRM', 'ZC'],
  ['Yonyou BIP / YonSuite', 'YB'],
  ['金蝶云星空', '金'],
  ['SQL 数据库', 'S数'],
])('%s is marked %s', (title, letters) => {
  expect(markOf(title).letters).toBe(letters);
});

test('the colour is that of the kind of system, whatever it is called', () => {
  expect(markOf('Kingdee Cloud Galaxy', 'kingdee').hue).toBe(markOf('金蝶云星空', 'kingdee').hue);
});
