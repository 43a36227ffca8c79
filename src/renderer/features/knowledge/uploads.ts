import { useEffect, useSyncExternalStore } from 'react';
import { problemOf, type ProblemCode } from '../../rpc/errors.ts';
import { uploadFiles } from '../../rpc/uploads.ts';
import { createSameNames } from './same-names.ts';
import { createUploadQueue, type Upload } from './upload-queue.ts';

/** What came under the name of another document, in this window. */
export const sameNames = createSameNames();

/** The one queue of this window. */
export const uploadQueue = createUploadQueue<ProblemCode>({
  send: (file, options) => uploadFiles([file], options),
  onAdded: documents => sameNames.note(documents),
  problemOf,
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
