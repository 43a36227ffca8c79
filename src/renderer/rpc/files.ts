import { isErrorCode } from '#shared/errors.ts';
import type { FileInput, FilePath, UploadInput, UploadOutput, UploadPath } from '#shared/contract/index.ts';
import { isOfProxy, UploadError, type ProblemCode } from './errors.ts';
import { ownAddress } from './own-address.ts';

/**
 * Where a route of the contract gives its file, in a browser and in the window: for a link, so that the file is saved as it
 * comes, however long it is.
 */
export function fileAddress<Path extends FilePath>(path: Path, input: FileInput<Path>): string {
  const { address, rest } = filled(path, input);
  const query = new URLSearchParams(rest).toString();
  return query === '' ? address : `${address}?${query}`;
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
  const { address, rest } = filled(path, input);
  for (const [name, value] of rest) form.append(name, value);
  for (const file of files) form.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch tells nothing of an upload's progress
    request.open('POST', address);
    request.responseType = 'json';
    request.upload.onprogress = event => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    };
    request.onload = () => {
      // What the route answers when it has taken them, by the contract.
      if (request.status >= 200 && request.status < 300)
        return resolve(request.response as UploadOutput<Path>);
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

/** The address with what its path names of the input, and the rest as names and values: those of a list are repeated. */
function filled(path: string, input: object): { address: string; rest: [string, string][] } {
  const named = (name: string) => path.includes(`{${name}}`);
  const entries = Object.entries(input).flatMap(([name, value]): [string, string][] =>
    (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap(one =>
      one === undefined ? [] : [[name, String(one)]],
    ),
  );
  const inPath = entries
    .filter(([name]) => named(name))
    .reduce((text, [name, value]) => text.replace(`{${name}}`, encodeURIComponent(value)), path);
  return { address: `${ownAddress}/api${inPath}`, rest: entries.filter(([name]) => !named(name)) };
}

/** An answer that is not ours: that of a proxy, which has limits of its own. */
function codeOfProxy(status: number): ProblemCode {
  if (status === 413) return 'proxy.too_large';
  return isOfProxy(status) ? 'connection.lost' : 'internal.unexpected';
}
