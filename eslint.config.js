import js from '@eslint/js'
import regexp from 'eslint-plugin-regexp'
import tseslint from 'typescript-eslint'

const normalizing = {
  selector: 'CallExpression[callee.property.name="normalize"]',
  message: 'Unicode is normalised by normalForm, whose time does not grow faster than the text.',
}

export default tseslint.config(
  { ignores: ['node_modules/', 'data/', 'coverage/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      // What is taken out of an object, so that the rest is without it, need not be used.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // An index that the program knows to be there is said to be by "!".
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-plus-operands': ['error', { allowNumberAndString: true }],
      // Characters are counted and cut as code points throughout, on purpose.
      '@typescript-eslint/no-misused-spread': 'off',
      // What passes through express and JSON is typed by hand where it comes in.
      '@typescript-eslint/no-unsafe-argument': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/reference/normal-form.ts'],
    plugins: { regexp },
    rules: {
      'no-restricted-syntax': ['error', normalizing],
      // No text that somebody sends keeps a pattern busy for longer than its length asks.
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': [
        'error',
        { report: 'potential', ignoreSticky: false, ignorePartial: false },
      ],
    },
  },
  {
    // Only middleware decides what every page gets.
    files: ['src/features/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        normalizing,
        {
          selector: 'AssignmentExpression > MemberExpression[object.property.name="locals"]',
          message: 'Only middleware writes res.locals.',
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    // Every Node.js reads it, so that an old one can be told what is wanted.
    files: ['src/**/*.cjs'],
    languageOptions: {
      ecmaVersion: 5,
      sourceType: 'commonjs',
      globals: { process: 'readonly', __dirname: 'readonly' },
    },
  },
  {
    files: ['public/**/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'document',
          'navigator',
          'matchMedia',
          'fetch',
          'FormData',
          'URLSearchParams',
          'DOMParser',
          'addEventListener',
          'setTimeout',
          'clearTimeout',
          'location',
          'Element',
          'Event',
          'CSS',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
)
