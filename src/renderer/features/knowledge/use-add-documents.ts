import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { client, desktop, orpc } from '../../rpc/client.ts';
import { useProblemWords } from '../../rpc/errors.ts';
import { useToasts } from '../../ui/toasts.tsx';
import { DROPPED_FILES_LIMIT, filesUnder, isWanted, type Entry } from './dropped-files.ts';
import type { ForWhom } from './for-whom.tsx';
import type { UploadTarget } from './upload-queue.ts';
import { sameNames, uploadQueue, useUploads } from './uploads.ts';

const NAMED_REJECTIONS = 3; // a toast holds about three lines

/** Ways to add documents to chatbots: chosen files, a chosen folder, whatever is dropped. */
export function useAddDocuments(forWhom: ForWhom) {
  const { t } = useTranslation('knowledge');
  const toasts = useToasts();
  const queries = useQueryClient();
  const words = useProblemWords();
  const native = desktop;

  const paths = useMutation({
    mutationFn: ({
      given,
      target: [chatbotId, ...otherChatbotIds],
    }: {
      given: string[];
      target: UploadTarget;
    }) => client.documents.addPaths({ chatbotId, otherChatbotIds, paths: given }),
    onSuccess: ({ documents, rejected }) => {
      void queries.invalidateQueries({ queryKey: orpc.documents.key() });
      sameNames.note(documents);
      const fresh = documents.filter(document => !document.duplicate);
      if (fresh.length > 0) toasts.done(t('added', { count: fresh.length }));
      const known = documents.filter(document => document.duplicate);
      if (known[0]) {
        toasts.done(t('duplicates', { count: known.length, name: known[0].fileName }), {
          text: t('duplicatesText'),
        });
      }
      if (rejected.length > 0) {
        const text = rejected
          .slice(0, NAMED_REJECTIONS)
          .map(({ path, code }) => `${path.split(/[\\/]/).at(-1) ?? path} : ${words(code).title}`)
          .join(' · ');
        toasts.done(t('rejected', { count: rejected.length }), { text });
      }
    },
    onError: toasts.failed,
  });

  const addPaths = (given: string[]) => {
    if (given.length > 0) forWhom.ask(target => paths.mutate({ given, target }));
  };
  const addFiles = (files: readonly File[]) => {
    if (files.length === 0) toasts.done(t('nothingFound'), { text: t('nothingFoundText') });
    else forWhom.ask(target => uploadQueue.add(files, target));
  };

  return {
    ready: forWhom.possible,
    busy: paths.isPending,

    /** Files of an `<input type="file">`, hidden ones of a chosen folder left out. */
    addChosen: (files: readonly File[]) =>
      addFiles(files.filter(file => isWanted(file.webkitRelativePath || file.name))),

    /** In the desktop window, its own dialogs; undefined in a browser. */
    chooseFiles: native
      ? () =>
          void native
            .invoke('files.choose', { title: t('addFiles'), multiple: true })
            .then(addPaths, toasts.failed)
      : undefined,
    chooseFolder: native
      ? () =>
          void native
            .invoke('folder.choose', { title: t('addFolder') })
            .then(folder => addPaths(folder === null ? [] : [folder]), toasts.failed)
      : undefined,

    async drop(transfer: DataTransfer): Promise<void> {
      // Both lists are emptied by the browser as soon as this event is over: they are read before anything else.
      const files = [...transfer.files];
      const entries = [...transfer.items].flatMap((item): Entry[] => {
        const entry = item.webkitGetAsEntry();
        return entry ? [entry] : [];
      });
      const known = native ? files.map(file => native.pathOfFile(file)).filter(path => path !== '') : [];
      if (known.length > 0 && known.length === files.length) return addPaths(known);
      try {
        const { files: dropped, isCut } =
          entries.length > 0 ? await filesUnder(entries) : { files, isCut: false };
        addFiles(dropped);
        if (isCut)
          toasts.done(t('tooManyDropped', { count: DROPPED_FILES_LIMIT }), { text: t('tooManyDroppedText') });
      } catch (error) {
        toasts.failed(error);
      }
    },
  };
}

export type AddDocuments = ReturnType<typeof useAddDocuments>;

/** Says once for each batch which files were already there. */
export function useDuplicateToast(): void {
  const { t } = useTranslation('knowledge');
  const toasts = useToasts();
  const uploads = useUploads();
  const told = useRef<ReadonlySet<number> | null>(null);
  const open = uploads.some(({ state }) => state === 'waiting' || state === 'sending');
  useEffect(() => {
    const duplicates = uploads.filter(({ state }) => state === 'duplicate');
    told.current ??= new Set(duplicates.map(({ id }) => id));
    const fresh = duplicates.filter(({ id }) => !told.current?.has(id));
    if (open || !fresh[0]) return;
    told.current = new Set(duplicates.map(({ id }) => id));
    toasts.done(t('duplicates', { count: fresh.length, name: fresh[0].name }), {
      text: t('duplicatesText'),
    });
  }, [uploads, open, toasts, t]);
}
