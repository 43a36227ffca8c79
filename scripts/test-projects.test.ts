import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const files = globSync('{src,tests,scripts}/**/*.test.{ts,tsx}', { cwd: root });
const config = readFileSync(join(root, 'vitest.config.ts'), 'utf8');

it('runs alone what puts something in the place of a module: others have read it before', () => {
  const replacing = files.filter(file => /^vi\.mock\(/m.test(readFileSync(join(root, file), 'utf8')));
  expect(replacing.length).toBeGreaterThan(3);
  expect(replacing.filter(file => !config.includes(`'${file}'`))).toEqual([]);
});
