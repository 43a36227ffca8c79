import { readFile } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { MAX_RECOGNISED_SIDE } from '../limits.ts';
import { drawPage, openForDrawing } from '../pdf/draw-page.ts';
import { openPicture } from '../pictures/open-picture.ts';
import type { OpenPicture } from '../pictures/open-picture.ts';
import { pictureTypeOf } from '../pictures/picture-types.ts';
import { answerRequests } from '../request-process.ts';
import { grayFrom } from './gray-image.ts';
import type { GrayImage } from './gray-image.ts';
import type { RecognitionProcessRequest } from './ports.ts';
import { recognisePage } from './recognise-page.ts';
import type { RecognitionMessage } from './recognition-messages.ts';
import { loadEngine } from './tesseract.ts';

/** Resolution at which pages of a PDF are drawn: what the engine was trained on. */
const DPI = 300;

type OpenFile = OpenPicture & { path: string; close(): Promise<void> };

function pictureOf(pdf: PDFDocumentProxy): OpenPicture['draw'] {
  return async number => {
    const maxPixels = MAX_RECOGNISED_SIDE * MAX_RECOGNISED_SIDE;
    const canvas = await drawPage(pdf, number, { dpi: DPI, maxPixels });
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
    const image: GrayImage = grayFrom(data, width, height);
    await pdf.cleanup();
    return image;
  };
}

async function openFile(path: string, mediaType: string): Promise<OpenFile> {
  const bytes = await readFile(path);
  const type = pictureTypeOf(mediaType);
  if (type !== null) return { path, ...openPicture(bytes, type), close: async () => undefined };
  const pdf = await openForDrawing(bytes);
  return { path, draw: pictureOf(pdf), close: () => pdf.loadingTask.destroy() };
}

/** The pages of one file are asked for one after another: it stays open until another is asked for. */
let open: OpenFile | null = null;
let engine: ReturnType<typeof loadEngine> | null = null;

async function opened(path: string, mediaType: string): Promise<OpenFile> {
  if (open?.path === path) return open;
  await open?.close();
  open = null;
  open = await openFile(path, mediaType);
  return open;
}

setPriority(constants.priority.PRIORITY_LOW);

answerRequests<RecognitionProcessRequest, RecognitionMessage>(
  async ({ path, mediaType, page, first }, send) => {
    const file = await opened(path, mediaType);
    const picture = await file.draw(page);
    engine ??= loadEngine();
    await send({ type: 'recognised', page: recognisePage(picture, first, await engine) });
  },
);
