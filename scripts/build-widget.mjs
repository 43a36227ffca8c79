// Builds src/widget into out/widget: the loader (`v1.js`, its address never changes), what it loads on first use, and
// the two documents. Names of assets carry a hash of their content.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { compressFiles } from './compress-files.mjs';
import { projectRoot } from './runtime.mjs';

const source = join(projectRoot, 'src', 'widget');
const output = join(projectRoot, 'out', 'widget');

/**
 * What browsers of the last five years read. Classic scripts, not modules: a module would be refused to the sandboxed
 * preview, whose origin is opaque.
 */
const TARGET = 'es2022';

/** Builds every file of the widget. @param {{ logLevel: 'info' | 'error' }} options */
export async function buildWidget({ logLevel }) {
  rmSync(output, { recursive: true, force: true });
  const define = { __FOYER_WORDS__: JSON.stringify(await writeWords()) };
  await bundle({ entry: 'window/main.ts', script: 'assets/window-[hash].js', logLevel });
  await bundle({ entry: 'loader/main.ts', script: 'v1.js', logLevel, define: windowScript() });
  for (const name of ['panel', 'page', 'preview', 'check']) {
    await bundle({
      entry: `${name}/main.ts`,
      script: `assets/${name}-[hash].js`,
      document: `${name}.html`,
      define,
      logLevel,
    });
  }
  compressFiles(output);
  // For pages that pin what they load (subresource integrity): changes with each version of Foyer.
  writeFileSync(join(output, 'integrity.json'), `${JSON.stringify({ 'v1.js': integrityOf('v1.js') })}\n`);
}

/** The panel's words, one file a language, so that a visitor loads one of them. Returns where each is. */
async function writeWords() {
  mkdirSync(join(output, 'assets'), { recursive: true });
  const paths = {};
  for (const language of ['fr', 'en']) {
    const { widget } = await import(`../src/shared/i18n/${language}/widget.ts`);
    const words = JSON.stringify(widget);
    const hash = createHash('sha256').update(words).digest('hex').slice(0, 8);
    const file = `assets/words-${language}-${hash}.json`;
    writeFileSync(join(output, file), words);
    paths[language] = `/widget/${file}`;
  }
  return paths;
}

/** What the loader must know of the script it loads on first use: its address, and the hash it insists on. */
function windowScript() {
  const file = readdirSync(join(output, 'assets')).find(name => name.startsWith('window-'));
  const path = `assets/${file}`;
  return {
    __FOYER_WINDOW_PATH__: JSON.stringify(`/widget/${path}`),
    __FOYER_WINDOW_INTEGRITY__: JSON.stringify(integrityOf(path)),
  };
}

function integrityOf(file) {
  return `sha384-${createHash('sha384')
    .update(readFileSync(join(output, file)))
    .digest('base64')}`;
}

async function bundle({ entry, script, document, define = {}, logLevel }) {
  const name = entry.split('/')[0];
  await build({
    configFile: false,
    root: source,
    base: '/widget/',
    publicDir: false,
    logLevel,
    plugins: document === undefined ? [denseStyles] : [documentOf(document)],
    oxc: { jsx: { runtime: 'automatic', importSource: '#dom' } },
    define: { 'process.env.NODE_ENV': '"production"', ...define },
    build: {
      outDir: output,
      emptyOutDir: false,
      target: TARGET,
      cssMinify: true,
      minify: true,
      modulePreload: false,
      cssCodeSplit: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: { [name]: join(source, entry) },
        output: {
          format: 'iife',
          entryFileNames: script,
          assetFileNames: `assets/${name}-[hash][extname]`,
        },
      },
    },
  });
}

/** Takes the line ends out of styles that are text of a script. */
const denseStyles = {
  name: 'foyer:dense-styles',
  transform: (code, id) => (id.endsWith('style.ts') ? code.replace(/(?<=[{}])\n/g, '') : null),
};

/** Served at `/widget/panel/:id` and `/widget/preview/`; the others at `/chat/:id` and `/check/:id`. */
const BESIDE_ASSETS = ['panel.html', 'preview.html'];

/**
 * Writes the document of a bundle, with the addresses of its script and style as seen from where it is served: a proxy
 * may show all of it under a path.
 */
function documentOf(name) {
  const widget = BESIDE_ASSETS.includes(name) ? '../' : '../widget/';
  return {
    name: 'foyer:widget-document',
    enforce: 'post', // once the style has been gathered
    generateBundle(_options, files) {
      const named = extension => Object.keys(files).find(file => file.endsWith(extension));
      const html = readFileSync(join(source, 'document.html'), 'utf8')
        .replace('%STYLE%', `${widget}${named('.css')}`)
        .replace('%SCRIPT%', `${widget}${named('.js')}`)
        .replace(/>\s+</g, '><')
        .replace(/\s+/g, ' ');
      this.emitFile({ type: 'asset', fileName: name, source: html });
    },
  };
}
