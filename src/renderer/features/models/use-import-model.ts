import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Model } from '#shared/contract/models.ts';
import { client, desktop, orpc } from '../../rpc/client.ts';
import { sendFiles } from '../../rpc/files.ts';
import { useToasts } from '../../ui/toasts.tsx';

/** Takes model files in: in the window by their path, in a browser by their bytes, with progress. */
export function useImportModel() {
  const { t } = useTranslation('models');
  const queries = useQueryClient();
  const toasts = useToasts();
  /** 0 to 1; null where nobody knows. */
  const [progress, setProgress] = useState<number | null>(null);
  const [name, setName] = useState('');

  async function take(file: File): Promise<Model> {
    const path = desktop?.pathOfFile(file) ?? '';
    if (path !== '') return await client.models.addFilePath({ path });
    return await sendFiles('/llm/files', {}, [file], { onProgress: setProgress });
  }

  const adding = useMutation({
    mutationFn: (file: File) => {
      setName(file.name);
      setProgress(null);
      return take(file);
    },
    onSuccess: model => {
      void queries.invalidateQueries({ queryKey: orpc.models.key() });
      void queries.invalidateQueries({ queryKey: orpc.system.key() });
      toasts.done(t('added', { name: model.name }));
    },
  });
  return {
    /** One file; others dropped with it wait for another time. */
    add(files: readonly File[]): void {
      const [file] = files;
      if (file !== undefined && !adding.isPending) adding.mutate(file);
    },
    name,
    progress,
    isBusy: adding.isPending,
    error: adding.error,
  };
}
