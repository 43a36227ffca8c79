import { useEffect, useSyncExternalStore } from 'react';
import { problemOf, type ProblemCode } from '../../rpc/errors.ts';
import { uploadFiles } from '../../rpc/uploads.ts';
import { createSameNames } from './same-names.ts';
import { createUploadQueue, type Upload } from './upload-queue.ts';

/** What came under the name of another document, in this window. */
export const sameNames = createSameNames();

/** Until some of the requests of the last minute count no more. */
const RATE_LIMITED_MS = 10_000;

/** The one queue of this window. */
export const uploadQueue = createUploadQueue<ProblemCode>({
  send: uploadFiles,
  onAdded: documents => sameNames.note(documents),
  problemOf,
  waitAfter: problem => (problem === 'request.rate_limited' ? RATE_LIMITED_MS : null),
});

/** What is on its way, and what has ended since the list was last cleared. Warns before the window closes on it. */
export function useUploads(): readonly Upload<ProblemCode>[] {
  const uploads = useSyncExternalStore(uploadQueue.subscribe, uploadQueue.uploads);
  const open = uploads.some(({ state }) => state === 'waiting' || state === 'sending');
  useEffect(() => {
    if (!open) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [open]);
  return uploads;
}
