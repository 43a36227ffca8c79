const SOURCES = {
  'keyword-search': '../index/keyword-worker.ts',
  'page-reading': '../crawl/page-reading-worker.ts',
  extract: '../ingest/extract-process.ts',
  draw: '../ingest/drawing/draw-process.ts',
  recognise: '../ingest/recognition/recognise-process.ts',
  'model-engine': '../ai/inside/engine-process.ts',
} as const;

export type WorkerName = keyof typeof SOURCES;

/**
 * Where the code of a worker is, whether the app runs from its sources (`.ts`, Node strips the types) or from
 * the bundle, which keeps its workers in `out/main/workers/` whatever chunk this function ends up in.
 *
 * @param moduleUrl the URL of the running module; only tests give it
 */
export function workerEntry(name: WorkerName, moduleUrl: string = import.meta.url): URL {
  if (moduleUrl.endsWith('.ts')) return new URL(SOURCES[name], moduleUrl);
  const marker = '/out/main/';
  const root = moduleUrl.lastIndexOf(marker);
  const bundle = root === -1 ? new URL('./', moduleUrl).href : moduleUrl.slice(0, root + marker.length);
  return new URL(`workers/${name}.js`, bundle);
}
