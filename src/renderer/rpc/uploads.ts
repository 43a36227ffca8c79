import { ON_SAME_NAME, type Document, type SameNameChoice } from '#shared/contract/documents.ts';
import { isErrorCode } from '#shared/errors.ts';
import { client, desktop } from './client.ts';
import { isOfProxy, UploadError, type ProblemCode } from './errors.ts';
import { ownAddress } from './own-address.ts';

type UploadOptions = {
  chatbotIds: readonly [string, ...string[]];
  onSameName?: SameNameChoice;
  onProgress?: (fraction: number) => void;
  signal?: AbortSignal;
};

/**
 * Sends files to the knowledge of chatbots of one client. In the window their paths are enough; in a browser their
 * bytes go over HTTP, with progress from 0 to 1. Throws UploadError, or the signal's reason.
 */
export async function uploadFiles(files: readonly File[], options: UploadOptions): Promise<Document[]> {
  const bridge = desktop;
  if (bridge) {
    const paths = files.map(file => bridge.pathOfFile(file)).filter(path => path !== '');
    if (paths.length === files.length) {
      const { chatbotIds, onSameName = ON_SAME_NAME } = options;
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
  return post(files, options);
}

/** An answer that is not ours: that of a proxy, which has limits of its own. */
function codeOfProxy(status: number): ProblemCode {
  if (status === 413) return 'proxy.too_large';
  return isOfProxy(status) ? 'connection.lost' : 'internal.unexpected';
}

function post(
  files: readonly File[],
  { chatbotIds, onSameName = ON_SAME_NAME, onProgress, signal }: UploadOptions,
): Promise<Document[]> {
  const form = new FormData();
  for (const id of chatbotIds) form.append('chatbotId', id);
  form.append('onSameName', onSameName);
  for (const file of files) form.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch tells nothing of an upload's progress
    request.open('POST', `${ownAddress}/api/documents`);
    request.responseType = 'json';
    request.upload.onprogress = event => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status === 201) return resolve(request.response as Document[]);
      const code: unknown = (request.response as { error?: { code?: unknown } } | null)?.error?.code;
      reject(new UploadError(isErrorCode(code) ? code : codeOfProxy(request.status)));
    };
    request.onerror = () => reject(new UploadError('connection.lost'));
    request.onabort = () =>
      reject(signal?.reason instanceof Error ? signal.reason : new DOMException('Aborted', 'AbortError'));
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(form);
  });
}
