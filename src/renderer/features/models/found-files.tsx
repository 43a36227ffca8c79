import Button from '@mui/material/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FoundFile } from '#shared/contract/model-sources.ts';
import { client, orpc } from '../../rpc/client.ts';
import { useFormat } from '../../ui/format.ts';
import { StateChip } from '../../ui/state-chip.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { isRefused, useFitWords } from './fit-words.ts';
import { RowLayout } from './row-layout.tsx';

/** Model files that other programs of this machine have: used where they lie, nothing is copied. */
export function FoundFiles() {
  const found = useQuery(orpc.models.foundFiles.queryOptions({ input: {} }));
  return (found.data ?? []).map(file => <Found key={file.id} file={file} />);
}

function Found({ file }: { file: FoundFile }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const fitWords = useFitWords();
  const queries = useQueryClient();
  const toasts = useToasts();
  const { id, name, program, sizeBytes, fit } = file;
  const use = useMutation({
    mutationFn: () => client.models.takeFoundFile({ hash: id }),
    onSuccess: model => {
      void queries.invalidateQueries({ queryKey: orpc.models.key() });
      void queries.invalidateQueries({ queryKey: orpc.system.key() });
      toasts.done(t('added', { name: model.name }));
    },
    onError: toasts.failed,
  });
  return (
    <RowLayout
      icon="file"
      name={name}
      dimmed={isRefused(fit)}
      chips={<StateChip tone="quiet">{t(`program_${program}`)}</StateChip>}
      text={[
        t('foundFileFacts', { size: format.bytes(sizeBytes), program: t(`program_${program}`) }),
        fitWords(fit),
      ]
        .filter(Boolean)
        .join(' ')}
      actions={
        <Button
          size="small"
          disabled={use.isPending || isRefused(fit)}
          aria-label={t('foundAdd', { name })}
          onClick={() => use.mutate()}
        >
          {t(use.isPending ? 'foundFileTaking' : 'addShort')}
        </Button>
      }
    />
  );
}
