import { readFile } from 'node:fs/promises';
import { documentTitle } from '#main/language/document-name.ts';
import { extractDocument, tryPassword } from './extract.ts';
import type { ExtractionProgress } from './extract.ts';
import { showsPictures } from './formats/pictures-shown.ts';
import { passagesOf } from './prepare-passages.ts';
import type { PreparedPassage } from './ports.ts';
import type { ProcessMessage, ProcessRequest, ReadRequest } from './process-messages.ts';
import { answerRequests } from './request-process.ts';

/** Small enough that the first ones are on their way while the last ones are analysed. */
const PASSAGES_PER_MESSAGE = 200;
const PROGRESS_EVERY_MS = 100;

/** Sends progress now and then, not for every page. */
function progressSender(): (progress: ExtractionProgress) => void {
  let sentAt = 0;
  return progress => {
    if (performance.now() - sentAt < PROGRESS_EVERY_MS) return;
    sentAt = performance.now();
    process.send?.({ type: 'progress', ...progress } satisfies ProcessMessage);
  };
}

type Send = (message: ProcessMessage) => Promise<void>;

async function prepare(
  { path, fileName, givenTitle, recognised, password, limits }: ReadRequest,
  send: Send,
): Promise<void> {
  const bytes = await readFile(path);
  const { title: ownTitle, ...document } = await extractDocument({
    bytes,
    fileName,
    recognised,
    password,
    limits,
    onProgress: progressSender(),
  });
  const { heading, text } = document;
  const title = documentTitle({ given: givenTitle, fileName, ownTitle, heading, text });
  await send({ type: 'document', document: { ...document, title, ownTitle } });
  let batch: PreparedPassage[] = [];
  for (const passage of passagesOf({ ...document, name: title, fileName })) {
    batch.push(passage);
    if (batch.length < PASSAGES_PER_MESSAGE) continue;
    await send({ type: 'passages', passages: batch });
    batch = [];
  }
  if (batch.length > 0) await send({ type: 'passages', passages: batch });
  await send({ type: 'finished' });
}

async function answer(request: ProcessRequest, send: Send): Promise<void> {
  if (request.want === 'document') return prepare(request, send);
  if (request.want === 'pictures') {
    await send({ type: 'pictures', shows: showsPictures(await readFile(request.path)) });
    return;
  }
  const { path, fileName, password, limits } = request;
  await tryPassword({ bytes: await readFile(path), fileName, password, limits });
  await send({ type: 'finished' });
}

answerRequests(answer);
