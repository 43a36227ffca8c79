import { readFile } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { FoyerError } from '#shared/errors.ts';
import { openPages } from '../drawing/page-source.ts';
import type { PageSource } from '../drawing/page-source.ts';
import { pageKind } from '../drawing/real-pages.ts';
import { fileWithin } from '../extract.ts';
import { MAX_RECOGNISED_SIDE } from '../limits.ts';
import { answerRequests } from '../request-process.ts';
import { grayFrom } from './gray-image.ts';
import type { GrayImage } from './gray-image.ts';
import type { RecognitionProcessRequest } from './ports.ts';
import { recognisePage } from './recognise-page.ts';
import type { RecognitionMessage } from './recognition-messages.ts';
import { loadEngine } from './tesseract.ts';

/** A page of a PDF is drawn in the resolution that the engine was trained on. */
const TARGET = { dpi: 300, maxPixels: MAX_RECOGNISED_SIDE * MAX_RECOGNISED_SIDE };

/** The pages of one file are asked for one after another: it stays open until another is asked for. */
let open: { key: string; source: PageSource } | null = null;
let engine: ReturnType<typeof loadEngine> | null = null;

type Pages = { bytes: Buffer; mediaType: string };

async function pagesOf({
  path,
  mediaType,
  password = null,
  within = null,
}: RecognitionProcessRequest): Promise<Pages> {
  const bytes = await readFile(path);
  if (within === null) return { bytes, mediaType };
  return fileWithin({ bytes, ...within, password });
}

async function opened(request: RecognitionProcessRequest): Promise<PageSource> {
  const key = [request.path, ...(request.within?.at ?? [])].join('/');
  if (open?.key === key) return open.source;
  await open?.source.close();
  open = null;
  const { bytes, mediaType } = await pagesOf(request);
  const kind = pageKind(mediaType);
  if (kind === null) throw new FoyerError('document.damaged', `No pages in ${mediaType}`);
  const source = await openPages(kind, bytes, request.password ?? null);
  open = { key, source };
  return source;
}

async function pageInGray(source: PageSource, page: number): Promise<GrayImage> {
  const canvas = await source.draw(page, TARGET);
  const { width, height } = canvas;
  return grayFrom(canvas.getContext('2d').getImageData(0, 0, width, height).data, width, height);
}

setPriority(constants.priority.PRIORITY_LOW);

answerRequests<RecognitionProcessRequest, RecognitionMessage>(async (request, send) => {
  const { page, first } = request;
  const picture = await pageInGray(await opened(request), page);
  engine ??= loadEngine();
  await send({ type: 'recognised', page: recognisePage(picture, first, await engine) });
});
