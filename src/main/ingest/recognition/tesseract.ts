import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { z } from 'zod';
import type { Language } from '#shared/contract/vocabulary.ts';
import type { GrayImage } from './gray-image.ts';

/** What the WebAssembly build of Tesseract offers, as far as it is used here. */
type TesseractApi = {
  Init(folder: string, languages: string, engine: number): number;
  SetVariable(name: string, value: string): void;
  SetImageFile(orientation: number, radians: number): number;
  Recognize(monitor: null): number;
  GetJSONText(): string;
};
type TesseractModule = {
  FS: { writeFile(path: string, content: Uint8Array): void };
  TessBaseAPI: new () => TesseractApi;
};
type LoadTesseract = (options: { print: () => void; printErr: () => void }) => Promise<TesseractModule>;

const packages = createRequire(import.meta.url);
const NEURAL_ENGINE = 1;
/** The languages that are read, and how the engine calls them. */
const ENGINE_NAMES: Record<Language, string> = { fr: 'fra', en: 'eng' };
/** Pages are drawn and scaled to about this; without it the engine guesses from the letters. */
const ASSUMED_DPI = '300';
/** A whole page, with its columns; a part of one, whose lines belong together. */
const LAYOUTS = { page: '3', band: '6' } as const;
const INPUT_FILE = '/input';

const box = z.object({ x0: z.number(), y0: z.number(), x1: z.number(), y1: z.number() });
const word = z.object({ bbox: box, text: z.string(), confidence: z.number() });
const line = z.object({
  bbox: box,
  baseline: box,
  rowAttributes: z.object({ rowHeight: z.number() }),
  words: z.array(word),
});
const recognised = z.object({
  blocks: z
    .array(z.object({ paragraphs: z.array(z.object({ lines: z.array(line) })).nullable() }))
    .nullable(),
});

/** A line as the engine sees it, in pixels of the picture; `confidence` from 0 to 100. */
export type EngineLine = z.infer<typeof line>;

export type Engine = {
  /** Lines in reading order. @param first the language that is tried first; the other is tried where it fails */
  recognise(image: GrayImage, first: Language, layout: keyof typeof LAYOUTS): EngineLine[];
};

async function languageData(language: Language): Promise<Uint8Array> {
  const name = ENGINE_NAMES[language];
  const path = packages.resolve(`@tesseract.js-data/${name}/4.0.0_best_int/${name}.traineddata.gz`);
  return promisify(gunzip)(await readFile(path));
}

/** A picture in the plainest format that the engine reads (PGM, binary). */
function asPgm({ width, height, pixels }: GrayImage): Uint8Array {
  const header = Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1');
  const file = new Uint8Array(header.length + pixels.length);
  file.set(header);
  file.set(pixels, header.length);
  return file;
}

/** Loads the engine and what it knows of both languages: files of packages, nothing is fetched. */
export async function loadEngine(): Promise<Engine> {
  const load: LoadTesseract = packages('tesseract.js-core/tesseract-core-simd-lstm');
  const silent = (): void => undefined;
  const tesseract = await load({ print: silent, printErr: silent });
  for (const language of ['fr', 'en'] as const)
    tesseract.FS.writeFile(`/${ENGINE_NAMES[language]}.traineddata`, await languageData(language));
  const started = new Map<Language, TesseractApi>();

  /** One for each order of the languages: what is tried first cannot be changed. */
  const startedWith = (first: Language): TesseractApi => {
    const known = started.get(first);
    if (known !== undefined) return known;
    const second = first === 'fr' ? 'en' : 'fr';
    const api = new tesseract.TessBaseAPI();
    const status = api.Init('/', `${ENGINE_NAMES[first]}+${ENGINE_NAMES[second]}`, NEURAL_ENGINE);
    if (status !== 0) throw new Error(`The engine did not start (${status})`);
    api.SetVariable('user_defined_dpi', ASSUMED_DPI);
    started.set(first, api);
    return api;
  };

  return {
    recognise(image, first, layout) {
      const api = startedWith(first);
      api.SetVariable('tessedit_pageseg_mode', LAYOUTS[layout]);
      tesseract.FS.writeFile(INPUT_FILE, asPgm(image));
      if (api.SetImageFile(1, 0) !== 0) throw new Error('The engine did not take the picture');
      api.Recognize(null);
      const { blocks } = recognised.parse(JSON.parse(api.GetJSONText()));
      return (blocks ?? []).flatMap(({ paragraphs }) => (paragraphs ?? []).flatMap(({ lines }) => lines));
    },
  };
}
