import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** What is waited for is waited for: a busy machine is no failure, and a test that waits in vain ends by its own limit. */
const expectation = { poll: { timeout: 20_000 } };

/** The modules of the core are read once a worker, not once a file: half the time. A test leaves nothing behind in them. */
const shared = { isolate: false, maxWorkers: 3 };

/** What the application starts beside itself is the packaged one: `npm test` builds it first. */
const resolve = {
  alias: {
    '#main/platform/worker-entry.ts': fileURLToPath(
      new URL('tests/support/packaged-worker-entry.ts', import.meta.url),
    ),
  },
};

/** They put something in the place of a module, before anybody has read it, or need the one whose place others fill. */
const alone = [
  'src/main/ingest/pdf/draw-page.test.ts',
  'src/main/ingest/pictures/open-picture.test.ts',
  'src/main/ingest/pictures/picture-size.test.ts',
  'tests/features/recognition.test.ts',
  'tests/doors/guessing.test.ts',
  'tests/doors/planted-parts.test.ts',
  'src/main/electron/desktop.test.ts',
  'src/main/electron/desktop-safety.test.ts',
  'src/main/electron/window-lock.test.ts',
  'src/main/index.test.ts',
];

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: [
            'src/**/*.test.ts',
            'src/**/*.test.tsx',
            'scripts/**/*.test.ts',
            'tests/*.test.ts',
            'tests/sites/*.test.ts',
          ],
          exclude: ['src/modules/*/tests/**', ...alone],
          testTimeout: 20_000,
          expect: expectation,
          ...shared,
        },
      },
      {
        resolve,
        test: {
          name: 'integration',
          include: [
            'src/modules/*/tests/**/*.test.ts',
            'tests/access/**/*.test.ts',
            'tests/features/**/*.test.ts',
            'tests/faults/**/*.test.ts',
            'tests/documents/**/*.test.ts',
            'tests/doors/**/*.test.ts',
          ],
          exclude: alone,
          testTimeout: 120_000,
          hookTimeout: 60_000,
          expect: expectation,
          ...shared,
        },
      },
      {
        resolve,
        test: {
          name: 'alone',
          include: alone,
          testTimeout: 120_000,
          hookTimeout: 60_000,
          expect: expectation,
          maxWorkers: 3,
        },
      },
      {
        resolve,
        test: {
          name: 'browser',
          include: ['tests/e2e/**/*.test.ts'],
          retry: 1, // a browser on two busy cores; what needed it is named at the end
          testTimeout: 90_000,
          expect: expectation,
          hookTimeout: 90_000,
          ...shared,
        },
      },
      {
        resolve,
        test: {
          name: 'wordpress', // by `npm run wordpress` alone: it needs a WordPress, PHP and MariaDB
          include: ['tests/wordpress/**/*.test.ts'],
          testTimeout: 90_000,
          expect: expectation,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
