import { useEffect, useSyncExternalStore } from 'react';
import { client } from '../../rpc/client.ts';
import { problemOf, type ProblemCode } from '../../rpc/errors.ts';
import { uploadFiles } from '../../rpc/uploads.ts';
import { createUploadQueue, type Upload } from './upload-queue.ts';

/** The one queue of this window. */
export const uploadQueue = createUploadQueue<ProblemCode>({
  send: (chatbotId, file, options) => uploadFiles(chatbotId, [file], options),
  link: (id, chatbotIds) => client.documents.link({ id, chatbotIds }),
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
