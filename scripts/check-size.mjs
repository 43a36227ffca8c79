// Pages must appear fast on a slow machine: what they load before they show is capped.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { loaderWithLooks } from '../src/shared/lib/launcher-looks.ts';
import { projectRoot } from './runtime.mjs';

/** Scripts and styles of the first load, gzip; the figure the project promises. */
const FIRST_LOAD_MAX_KB = 330;
const BYTES_PER_KB = 1000;

/** The widget on foreign pages, gzip: what each page loads, and what the first opening loads on top. */
const WIDGET_LOADER_MAX_KB = 5;
const WIDGET_PANEL_MAX_KB = 30;

/** Of a widget that is left as it is made; each word its owner adds is on top. */
const USUAL_LOOKS = { widgetId: 'Ab3dEf6hIj9lMn2pQr5t', color: '#bf4a16', language: 'visitor' };

/** Words that come before anything is drawn: SHELL_WORDS of `state/words.ts`. */
const SHELL_WORDS = ['common', 'errors', 'shell', 'tasks'];

/**
 * Gzip bytes of each script and style that the first page needs whatever it shows: what `index.html` loads by itself
 * (module preloads included), and the words of the shell in the longer language.
 */
export function firstLoad(rendererFolder = join(projectRoot, 'out', 'renderer')) {
  const page = readFileSync(join(rendererFolder, 'index.html'), 'utf8');
  const bytes = file => gzipSync(readFileSync(join(rendererFolder, file))).length;
  const tags = page.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  const named = tags.flatMap(tag => {
    const address = /\b(?:src|href)="([^"]+\.(?:js|css))"/.exec(tag)?.[1];
    if (address === undefined) return [];
    const file = address.replace(/^\.?\//, '');
    return [{ file, bytes: bytes(file) }];
  });
  const assets = readdirSync(join(rendererFolder, 'assets'));
  const words = ['fr', 'en'].map(language =>
    SHELL_WORDS.map(namespace => {
      const file = assets.find(
        name => name.startsWith(`words-${language}-${namespace}-`) && name.endsWith('.js'),
      );
      if (file === undefined) throw new Error(`The build has no words of ${namespace} in ${language}`);
      return { file: `assets/${file}`, bytes: bytes(`assets/${file}`) };
    }),
  );
  const sum = files => files.reduce((total, file) => total + file.bytes, 0);
  return [...named, ...words.toSorted((a, b) => sum(b) - sum(a))[0]];
}

/**
 * Gzip bytes of the widget: its loader, with its looks as pages get it, and all that opening it ever loads on top: window, document, script, style and
 * the words of one language (the longest).
 */
export function widgetSizes(widgetFolder = join(projectRoot, 'out', 'widget')) {
  const read = file => readFileSync(join(widgetFolder, file));
  const gzipped = content => gzipSync(content, { level: 9 }).length;
  const bytes = file => gzipped(read(file));
  const assets = readdirSync(join(widgetFolder, 'assets')).filter(file => /\.(js|css|json)$/.test(file));
  const weights = pattern =>
    assets.filter(file => pattern.test(file)).map(file => bytes(join('assets', file)));
  const always = [bytes('panel.html'), ...weights(/^(window|panel)-/)];
  return {
    loader: gzipped(loaderWithLooks(read('v1.js').toString('utf8'), USUAL_LOOKS)),
    panel: always.reduce((sum, each) => sum + each, Math.max(...weights(/^words-/))),
  };
}

/** Prints the sizes that are capped and returns whether all of them hold. */
export function reportSizes() {
  const files = firstLoad();
  const widget = widgetSizes();
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  return [
    report(`First load of the interface (${files.length} files)`, total, FIRST_LOAD_MAX_KB, 0),
    report('Loader of the widget', widget.loader, WIDGET_LOADER_MAX_KB, 1),
    report('Panel of the widget', widget.panel, WIDGET_PANEL_MAX_KB, 1),
  ].every(Boolean);
}

function report(name, bytes, maxKb, decimals) {
  const holds = bytes > 0 && bytes <= maxKb * BYTES_PER_KB;
  const size = (bytes / BYTES_PER_KB).toFixed(decimals);
  process.stdout.write(`${name}: ${size} kB gzip of ${maxKb} kB${holds ? '' : ' — too large'}\n`);
  return holds;
}
