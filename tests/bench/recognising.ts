import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRecognition } from '#main/ingest/recognition/recognition.ts';
import { scannedPage } from '../support/scanned-pages.ts';
import { atMost, notMeasured, type Measure } from './measures.ts';

const PAGES = 4;
const LINES = 45;
const OF_TESSERACT = 1.5;
const NAME = `text of ${PAGES} clean A4 pages at 300 dpi, from the start of the process`;
const SENTENCE = 'Le bateau numéro {} reste au port, dit le gardien, jusqu’à ce que sa coque soit sèche.';

/** Milliseconds that Debian's `tesseract` takes for each page, as it is; null where it is not installed. */
function debian(paths: readonly string[], environment: NodeJS.ProcessEnv): number | null {
  const startedAt = performance.now();
  for (const path of paths) {
    const { error, status } = spawnSync('tesseract', [path, '-', '-l', 'fra+eng'], {
      env: { ...process.env, ...environment },
      stdio: 'ignore',
    });
    if (error !== undefined || status !== 0) return null;
  }
  return (performance.now() - startedAt) / paths.length;
}

/** Recognising pages beside the `tesseract` of this machine. */
export async function measureRecognising(say: (text: string) => void): Promise<Measure[]> {
  const work = mkdtempSync(join(tmpdir(), 'foyer-recognition-'));
  const recognition = createRecognition();
  try {
    const paths = Array.from({ length: PAGES }, (_page, page) => {
      const text = Array.from({ length: LINES }, (_line, line) =>
        SENTENCE.replace('{}', String(page * 100 + line)),
      );
      const path = join(work, `${page}.png`);
      writeFileSync(path, scannedPage(text.join('\n')).toBuffer('image/png'));
      return path;
    });
    say('Recognising pages with the tesseract of this machine');
    const reference = debian(paths, {});
    if (reference === null)
      return [
        notMeasured(NAME, `≤ ${OF_TESSERACT} × tesseract`, 'tesseract with fra and eng is not installed'),
      ];
    const onOneThread = debian(paths, { OMP_THREAD_LIMIT: '1' }) ?? NaN;
    say('Recognising pages');
    const startedAt = performance.now();
    for (const path of paths) {
      const signal = new AbortController().signal;
      await recognition.recognise({ path, mediaType: 'image/png', page: 1, first: 'fr', signal });
    }
    const own = (performance.now() - startedAt) / PAGES;
    const seconds = (value: number) => `${(value / 1_000).toFixed(2)} s`;
    return [
      atMost(
        NAME,
        own / reference,
        OF_TESSERACT,
        ratio => `${ratio.toFixed(2)} × Debian’s tesseract`,
        `a page ${seconds(own)}, tesseract ${seconds(reference)}, on one thread ${seconds(onOneThread)}`,
      ),
    ];
  } finally {
    await recognition.close();
    rmSync(work, { recursive: true, force: true });
  }
}
