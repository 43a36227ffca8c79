import { ON_SAME_NAME, type Document, type SameNameChoice } from '#shared/contract/document.ts';
import { client, desktop } from './client.ts';
import { sendFiles, type SendOptions } from './files.ts';

type UploadOptions = SendOptions & {
  chatbotIds: readonly [string, ...string[]];
  onSameName?: SameNameChoice;
};

/** Fewer than one request may carry: each answers with what became of its files. */
const BATCH_FILES = 200;

function batchesOf(files: readonly File[]): File[][] {
  const count = Math.max(1, Math.ceil(files.length / BATCH_FILES));
  return Array.from({ length: count }, (_, at) => files.slice(at * BATCH_FILES, (at + 1) * BATCH_FILES));
}

/**
 * Sends files to the knowledge of chatbots of one client. In the window their paths are enough; in a browser their
 * bytes go over HTTP, with progress from 0 to 1. Throws UploadError, or the signal's reason.
 */
export async function uploadFiles(
  files: readonly File[],
  { chatbotIds, onSameName = ON_SAME_NAME, ...options }: UploadOptions,
): Promise<Document[]> {
  const bridge = desktop;
  if (bridge) {
    const paths = files.map(file => bridge.pathOfFile(file)).filter(path => path !== '');
    if (paths.length === files.length) {
      const [chatbotId, ...otherChatbotIds] = chatbotIds;
      const { documents } = await client.documents.addPaths({
        chatbotId,
        otherChatbotIds,
        paths,
        onSameName,
      });
      return documents;
    }
  }
  const documents: Document[] = [];
  for (const [index, batch] of batchesOf(files).entries()) {
    const sent = index * BATCH_FILES;
    const onProgress = (share: number): void =>
      options.onProgress?.((sent + share * batch.length) / files.length);
    documents.push(
      ...(await sendFiles('/documents', { chatbotId: [...chatbotIds], onSameName }, batch, {
        ...options,
        onProgress,
      })),
    );
  }
  return documents;
}
