import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import ts from 'typescript-eslint';

export default ts.config(
  { ignores: ['dist', 'src/api/schema.d.ts', 'test-results'] },
  js.configs.recommended,
  ...ts.configs.strict,
  hooks.configs.flat['recommended-latest'],
  {
    files: ['**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Text from outside is hostile: render it as text.' },
        { property: 'dangerouslySetInnerHTML', message: 'Text from outside is hostile: render it as text.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message: 'Text from outside is hostile: render it as text.',
        },
      ],
    },
  },
  {
    // A capability meets another one over the hub, never by import (ARCHITECTURE.md); app wires, shared is below all.
    files: ['src/{intake,knowledge,publications,situation,ingest,detection}/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ group: ['../app/*'], message: 'app imports you.' }] }] },
  },
  {
    files: ['public/**'],
    languageOptions: { sourceType: 'script', globals: { document: 'readonly', location: 'readonly' } },
  },
  {
    files: ['tools/**', '*.js'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } },
  },
);
