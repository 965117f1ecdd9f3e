import lingui from 'eslint-plugin-lingui';
import hooks from 'eslint-plugin-react-hooks';
import typescript from 'typescript-eslint';

/** Which folder of `src` may import which: features never import one another, `ui` and `api` know no feature, `app` composes all. */
const notFrom = (...patterns) => ({ '@typescript-eslint/no-restricted-imports': ['error', { patterns }] });
const features = { group: ['@/features/*', '@/features/**'], message: 'Only app composes features; share through ui, api or shared.' };
const app = { group: ['@/app/*', '@/app/**'], message: 'app stands above: take a hook from api or a component from ui.' };

/** What is no text for people: it looks like a name, an address, a code, a measure, a class or a filter. Of words this leaves those that stand alone in small letters; that none of them is shown in English is what the walk through the Chinese screens proves. */
const notText = [
  // Nothing to read.
  '^[^A-Za-z\\u4e00-\\u9fff]*$',
  // Names of fields, states, keys, operations; lists of them; addresses.
  '^[a-z_*-][\\w.:?=&#*~|+-]*$',
  '^[./#?:]|^\\w+/[\\w-]+$',
  // Methods, currencies, countries, zones, keys of the keyboard.
  '^[A-Z]{2,}[A-Z0-9_-]*$|^[A-Z]\\w+/[A-Z]\\w+$|^([A-Z]|Esc|Ctrl)$',
  // Periods, sizes, colours, conditions of a screen, markup, faults of a simulator.
  '^\\d[\\w.:=-]*$|^\\(|^var\\(|^</?\\w|^T\\d*:',
  // Classes.
  '^(flex|inline-flex|z-10|bg-|text-|data-\\[)',
  // The language of filters.
  '\\bIS (NOT )?NULL\\b|\\bNOT IN\\b|\\bAND \\w* ?= |\\bIN \\(|^\\w+ (=|<) "',
  // Patterns.
  '^\\[A-Z\\]',
  // Names that are the same in every language.
  '^ ?(· )?Rapport$|^(SQLite|PostgreSQL|Edge|Opera|Big5|Windows-1252|GB 18030 .*|English|简体中文|\\w*Error)$|^rapport restore |^ --force$',
];

export default typescript.config(
  { ignores: ['dist', 'node_modules', 'src/api/schema.ts', 'src/locales'] },
  typescript.configs.strict,
  hooks.configs.flat.recommended,
  lingui.configs['flat/recommended'],
  {
    files: ['src/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'max-lines': ['error', 500],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true } }],
      'lingui/no-unlocalized-strings': ['error', { ignore: notText, ignoreNames: [{ regex: { pattern: '[cC]lass(Name|es)?$' } }, 'd', 'style'], ignoreFunctions: ['buttonClasses', 'classes', 'Error', '*.querySelector', '*.querySelectorAll', '*.closest', '*.matches', '*.startsWith', '*.headers.set', 'lazyRouteComponent', 'RegExp'] }],
      // Expressions are numbered in the catalogue, and the translator sees the sentence.
      'lingui/no-expression-in-message': 'off',
      // We do not use the compiler these hints are for.
      'react-hooks/incompatible-library': 'off',
    },
  },
  { files: ['src/**/*.test.ts', 'src/ui/sounds.ts', 'src/features/imports/model/workbook.ts'], rules: { 'lingui/no-unlocalized-strings': 'off' } },
  { files: ['src/features/**'], rules: notFrom(app, { group: ['@/features/*', '@/features/**'], message: 'Features never import one another.' }) },
  { files: ['src/ui/**', 'src/api/**', 'src/shared/**'], rules: notFrom(features, app) },
);
