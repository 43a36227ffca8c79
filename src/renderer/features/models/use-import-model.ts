import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Model } from '#shared/contract/models.ts';
import { client, desktop, orpc } from '../../rpc/client.ts';
import { sendFiles } from '../../rpc/files.ts';
import { useToasts } from '../../ui/toasts.tsx';

/** The server that a file is given to, and its name there; null: Foyer itself. */
export type ImportTarget = { url: string; model: string } | null;

/** Takes model files in: in the window by their path, in a browser by their bytes, with progress. */
export function useImportModel() {
  const { t } = useTranslation('models');
  const queries = useQueryClient();
  const toasts = useToasts();
  /** 0 to 1; null where nobody knows. */
  const [progress, setProgress] = useState<number | null>(null);
  const [name, setName] = useState('');

  async function take(file: File, target: ImportTarget): Promise<Model | null> {
    const path = desktop?.pathOfFile(file) ?? '';
    if (target !== null) {
      if (path !== '') await client.models.importPath({ path, ...target });
      else await sendFiles('/llm/imports', target, [file], { onProgress: setProgress });
      return null; // it goes on as a task
    }
    if (path !== '') return await client.models.addFilePath({ path });
    return await sendFiles('/llm/files', {}, [file], { onProgress: setProgress });
  }

  const adding = useMutation({
    mutationFn: ({ file, target }: { file: File; target: ImportTarget }) => {
      setName(file.name);
      setProgress(null);
      return take(file, target);
    },
    onSuccess: model => {
      void queries.invalidateQueries({ queryKey: orpc.models.key() });
      void queries.invalidateQueries({ queryKey: orpc.system.key() });
      if (model !== null) toasts.done(t('added', { name: model.name }));
    },
  });
  return {
    add(file: File, target: ImportTarget): void {
      if (!adding.isPending) adding.mutate({ file, target });
    },
    name,
    progress,
    isBusy: adding.isPending,
    error: adding.error,
  };
}
