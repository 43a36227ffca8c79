import { isErrorCode } from '#shared/errors.ts';
import type { FileInput, FilePath, UploadInput, UploadOutput, UploadPath } from '#shared/contract/index.ts';
import { addressWithQuery, filledPath } from '#shared/lib/route-address.ts';
import { isOfProxy, UploadError, type ProblemCode } from './errors.ts';
import { ownAddress } from './own-address.ts';

/**
 * Where a route of the contract gives its file, in a browser and in the window: for a link, so that the file is saved as it
 * comes, however long it is.
 */
export function fileAddress<Path extends FilePath>(path: Path, input: FileInput<Path>): string {
  return `${ownAddress}/api${addressWithQuery(path, input)}`;
}

/** A file that the page itself shows. Throws UploadError. */
export async function readFile<Path extends FilePath>(path: Path, input: FileInput<Path>): Promise<Blob> {
  const response = await fetch(fileAddress(path, input));
  if (response.ok) return await response.blob();
  throw new UploadError(codeOf(response.status, await response.json().catch(notJson)));
}

export type SendOptions = { onProgress?: (fraction: number) => void; signal?: AbortSignal };

/** Sends files over HTTP to a route that takes some, with progress from 0 to 1. Throws UploadError, or the signal's reason. */
export function sendFiles<Path extends UploadPath>(
  path: Path,
  input: UploadInput<Path>,
  files: readonly File[],
  { onProgress, signal }: SendOptions = {},
): Promise<UploadOutput<Path>> {
  const form = new FormData();
  const { path: filled, rest } = filledPath(path, input);
  for (const [name, value] of rest) form.append(name, value);
  for (const file of files) form.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch tells nothing of an upload's progress
    request.open('POST', `${ownAddress}/api${filled}`);
    request.responseType = 'json';
    request.upload.onprogress = event => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    };
    request.onload = () => {
      // What the route answers when it has taken them, by the contract.
      if (request.status >= 200 && request.status < 300)
        return resolve(request.response as UploadOutput<Path>);
      reject(new UploadError(codeOf(request.status, request.response)));
    };
    request.onerror = () => reject(new UploadError('connection.lost'));
    request.onabort = () =>
      reject(signal?.reason instanceof Error ? signal.reason : new DOMException('Aborted', 'AbortError'));
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(form);
  });
}

/** What went wrong, by an answer that says so. */
function codeOf(status: number, body: unknown): ProblemCode {
  const code: unknown = (body as { error?: { code?: unknown } } | null)?.error?.code;
  return isErrorCode(code) ? code : codeOfProxy(status);
}

/** A body that is not ours says nothing; what breaks off on the way is thrown. */
function notJson(error: unknown): null {
  if (error instanceof SyntaxError) return null;
  throw error;
}

/** An answer that is not ours: that of a proxy, which has limits of its own. */
function codeOfProxy(status: number): ProblemCode {
  if (status === 413) return 'proxy.too_large';
  return isOfProxy(status) ? 'connection.lost' : 'internal.unexpected';
}
