import type { Document } from '#shared/contract/documents.ts';
import { isErrorCode } from '#shared/errors.ts';
import { client, desktop } from './client.ts';
import { isOfProxy, UploadError, type ProblemCode } from './errors.ts';
import { ownAddress } from './own-address.ts';

/**
 * Sends files to a chatbot's knowledge. In the window their paths are enough; in a browser their bytes go over
 * HTTP, with progress from 0 to 1. Throws UploadError, or the signal's reason.
 */
export async function uploadFiles(
  chatbotId: string,
  files: readonly File[],
  options: { onProgress?: (fraction: number) => void; signal?: AbortSignal } = {},
): Promise<Document[]> {
  const bridge = desktop;
  if (bridge) {
    const paths = files.map(file => bridge.pathOfFile(file)).filter(path => path !== '');
    if (paths.length === files.length) {
      const { documents } = await client.documents.addPaths({ chatbotId, paths });
      return documents;
    }
  }
  return post(chatbotId, files, options);
}

/** An answer that is not ours: that of a proxy, which has limits of its own. */
function codeOfProxy(status: number): ProblemCode {
  if (status === 413) return 'proxy.too_large';
  return isOfProxy(status) ? 'connection.lost' : 'internal.unexpected';
}

function post(
  chatbotId: string,
  files: readonly File[],
  { onProgress, signal }: { onProgress?: (fraction: number) => void; signal?: AbortSignal },
): Promise<Document[]> {
  const form = new FormData();
  form.append('chatbotId', chatbotId);
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
