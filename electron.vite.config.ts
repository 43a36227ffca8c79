import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'electron-vite';

const root = import.meta.dirname;
const source = (path: string): string => join(root, 'src', path);

/** Entry name (its path under `out/main`, without `.js`) and source. Worker names are those of `worker-entry.ts`. */
const mainEntries = {
  index: source('main/index.ts'),
  headless: source('main/headless.ts'),
  cli: source('main/cli.ts'),
  'workers/keyword-search': source('main/index/keyword-worker.ts'),
  'workers/page-reading': source('main/crawl/page-reading-worker.ts'),
  'workers/extract': source('main/ingest/extract-process.ts'),
  'workers/draw': source('main/ingest/drawing/draw-process.ts'),
  'workers/recognise': source('main/ingest/recognition/recognise-process.ts'),
  'workers/model-engine': source('main/ai/inside/engine-process.ts'),
};

/** The database reads its migrations from the folder of its own bundle file, so all of these lie flat in `out/main`. */
function copyMigrations() {
  return {
    name: 'foyer:migrations',
    writeBundle() {
      cpSync(source('main/db/migrations'), join(root, 'out/main/migrations'), { recursive: true });
    },
  };
}

/**
 * Pages live behind the `#` of one document, which a proxy may show under a path of its host: files are named from
 * where it is.
 */
function serveFromAnywhere() {
  return { name: 'foyer:base', enforce: 'post' as const, config: () => ({ base: './' }) };
}

/** Words are a file a place and language, and say so in their name. */
function wordsName(module: string | null | undefined): string | undefined {
  const [, language, namespace] = /\/i18n\/(\w+)\/([\w-]+)\.ts$/.exec(module ?? '') ?? [];
  return namespace && `words-${language}-${namespace}`;
}

/**
 * Packages of many small files go into our bundle: finding and reading some thousand files was half of what a start
 * costs. Not those with native code, workers or data of their own, which they look for beside themselves.
 */
const BUNDLED = [
  '@fastify/cookie',
  '@fastify/helmet',
  '@fastify/multipart',
  '@fastify/static',
  '@orpc/client',
  '@orpc/contract',
  '@orpc/openapi',
  '@orpc/server',
  '@orpc/zod',
  'csv-parse',
  'diff',
  'drizzle-orm',
  'fastify',
  'file-type',
  'jose',
  'jschardet',
  'nodemailer',
  'parse5',
  'rate-limiter-flexible',
  'undici',
  'uuid',
  'zod',
];

const main: UserConfig['main'] = {
  plugins: [copyMigrations()],
  build: {
    target: 'node22', // the oldest the launcher accepts; Electron's own is newer
    sourcemap: true,
    externalizeDeps: { exclude: BUNDLED },
    rolldownOptions: {
      input: Object.fromEntries(Object.entries(mainEntries).filter(([, file]) => existsSync(file))),
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
};

const preload: UserConfig['preload'] = {
  build: {
    externalizeDeps: false,
    rolldownOptions: {
      input: { index: source('preload/index.ts') },
      // A sandboxed preload script is CommonJS; `.cjs` says so inside a package of modules.
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
    },
  },
};

const renderer: UserConfig['renderer'] = {
  root: source('renderer'),
  plugins: [react(), serveFromAnywhere()],
  build: {
    // The same files serve every browser of an office, not Electron's alone.
    target: 'es2022',
    minify: true,
    cssMinify: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: source('renderer/index.html'),
      // What a feature offers the others is a list of names: only what is taken of it is loaded.
      treeshake: { moduleSideEffects: [{ test: /\/features\/[\w-]+\/index\.ts$/, sideEffects: false }] },
      output: {
        chunkFileNames: chunk => `assets/${wordsName(chunk.facadeModuleId) ?? '[name]'}-[hash].js`,
        // What every page needs comes as one file: six dozen small ones, six at a time, took longer than drawing.
        codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] },
      },
    },
  },
};

export default defineConfig(() => {
  const parts = process.env.FOYER_BUILD_PARTS?.split(',') ?? ['main', 'renderer'];
  return {
    ...(parts.includes('main') ? { main, preload } : {}),
    ...(parts.includes('renderer') ? { renderer } : {}),
  };
});
