import { readFile } from 'node:fs/promises';
import { boxesOf } from '../placed-words.ts';
import { answerRequests } from '../request-process.ts';
import type { DrawMessage, DrawRequest } from './draw-messages.ts';
import { openPages } from './page-source.ts';
import type { PageSource } from './page-source.ts';

/** As sharp as what is printed, at a third of what a lossless picture weighs. */
const WEBP_QUALITY = 88;

/** Who looks at a page turns to the next one: the last document stays open. */
let opened: { path: string; source: PageSource } | null = null;

async function sourceOf({ path, kind, password = null }: DrawRequest): Promise<PageSource> {
  if (opened?.path === path) return opened.source;
  await opened?.source.close();
  opened = null;
  const source = await openPages(kind, await readFile(path), password);
  opened = { path, source };
  return source;
}

async function answer(request: DrawRequest, send: (message: DrawMessage) => Promise<void>): Promise<void> {
  const source = await sourceOf(request);
  const { page } = request;
  if (request.want === 'image') {
    const canvas = await source.draw(page, { width: request.width });
    // At once: encoded on another thread, the canvas may be collected before its picture is read.
    await send({ type: 'image', mediaType: 'image/webp', bytes: canvas.encodeSync('webp', WEBP_QUALITY) });
    return;
  }
  const size = await source.size(page);
  const { passage } = request;
  const boxes =
    passage === null
      ? []
      : boxesOf({ text: passage.text, words: passage.words ?? (await source.words(page)) }, passage.span);
  await send({ type: 'layout', ...size, boxes });
}

answerRequests(answer);
