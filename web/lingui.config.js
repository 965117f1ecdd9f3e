/** Texts: English stands in the source, Chinese in its catalogue. `npm run texts` collects them, `npm run check` refuses a missing one. */
export default {
  locales: ['en', 'zh-CN'],
  sourceLocale: 'en',
  catalogs: [{ path: '<rootDir>/src/locales/{locale}/messages', include: ['src'] }],
  format: 'po',
  orderBy: 'messageId',
  formatOptions: { origins: true, lineNumbers: false },
};
