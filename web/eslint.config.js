import lingui from 'eslint-plugin-lingui';
import hooks from 'eslint-plugin-react-hooks';
import typescript from 'typescript-eslint';

/** Which folder of `src` may import which: features never import one another, `ui` and `api` know no feature, `app` composes all. */
const notFrom = (...patterns) => ({ '@typescript-eslint/no-restricted-imports': ['error', { patterns }] });
const features = { group: ['@/features/*', '@/features/**'], message: 'Only app composes features; share through ui, api or shared.' };
const app = { group: ['@/app/*', '@/app/**'], message: 'app stands above: take a hook from api or a component from ui.' };

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
      'lingui/no-unlocalized-strings': 'off',
      // Expressions are numbered in the catalogue, and the translator sees the sentence.
      'lingui/no-expression-in-message': 'off',
      // We do not use the compiler these hints are for.
      'react-hooks/incompatible-library': 'off',
    },
  },
  { files: ['src/features/**'], rules: notFrom(app, { group: ['@/features/*', '@/features/**'], message: 'Features never import one another.' }) },
  { files: ['src/ui/**', 'src/api/**', 'src/shared/**'], rules: notFrom(features, app) },
);
