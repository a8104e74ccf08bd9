/**
 * What the linter looks for.
 */
import { fileURLToPath } from 'node:url'
import tseslint from 'typescript-eslint'

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', 'test/.fences/**', '**/*.js'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: fileURLToPath(new URL('..', import.meta.url)),
      },
    },
    rules: {
      '@typescript-eslint/prefer-readonly-parameter-types': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      // guards are written against untyped callers, whom the types cannot see
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { ignoreRestSiblings: true, varsIgnorePattern: '^_' },
      ],
      // there are no enums here (`erasableSyntaxOnly`)
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'name what you export' },
      ],
    },
  },
  {
    files: ['src/domain/*.ts'],
    // `drop` reports a value that does not fit, and stands for the `undefined` that it counts as
    rules: { '@typescript-eslint/no-confusing-void-expression': 'off' },
  },
  {
    files: ['src/lib/Made.ts', 'src/domain/seals.ts'],
    // the parameter names the kind of a made value, for the compiler alone
    rules: { '@typescript-eslint/no-unnecessary-type-parameters': 'off' },
  },
  { files: ['test/**/*.ts', '.config/**/*.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['test/blind/*.ts'],
    // written by somebody else, and not edited: they are what the kit is measured with
    rules: {
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  {
    files: ['test/servers/*.ts', 'test/npm/*.ts'],
    rules: {
      // `return send(verdict, response)`, as recipes say it
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Express and Koa take handlers that return promises, and their types do not say so
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
    },
  },
  {
    files: ['test/types/*.ts'],
    rules: {
      '@typescript-eslint/ban-ts-comment': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
)
