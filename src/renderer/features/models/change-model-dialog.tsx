import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Model } from '#shared/contract/models.ts';
import { client, orpc } from '../../rpc/client.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { IndexCostLines } from './index-cost-lines.tsx';
import { TestFailure } from './test-result.tsx';

/** Having another model search by meaning: what it costs is said before anything is begun. */
export function ChangeModelDialog({ model, onClose }: { model: Model; onClose: () => void }) {
  const { t } = useTranslation('models');
  const queries = useQueryClient();
  const [swapsByItself, setSwapsByItself] = useState(false);
  const { id, name, local } = model;
  const cost = useQuery(orpc.searchIndexes.cost.queryOptions({ input: { modelId: id } }));
  const again = () => {
    void queries.invalidateQueries({ queryKey: orpc.searchIndexes.key() });
    void queries.invalidateQueries({ queryKey: orpc.models.list.key() });
  };
  const measure = useMutation({ mutationFn: () => client.models.test({ id }), onSuccess: again });
  const start = useMutation({
    mutationFn: () => client.searchIndexes.start({ modelId: id, swapsByItself }),
    onSuccess: () => {
      again();
      void queries.invalidateQueries({ queryKey: orpc.system.key() });
      onClose();
    },
  });
  const hasRoom =
    cost.data !== undefined && (cost.data.freeBytes === null || cost.data.freeBytes >= cost.data.bytes);
  return (
    <FormDialog
      title={t('changeTitle', { name })}
      submit={t('changeStart')}
      error={start.error}
      disabled={!hasRoom || start.isPending || measure.isPending}
      size="sm"
      onSubmit={() => start.mutate()}
      onClose={onClose}
      {...(local && cost.data?.seconds === null
        ? {
            beside: (
              <Button disabled={measure.isPending} onClick={() => measure.mutate()}>
                {t(measure.isPending ? 'changeMeasuring' : 'changeMeasure')}
              </Button>
            ),
          }
        : {})}
    >
      {cost.isError ? (
        <ErrorState error={cost.error} onRetry={() => void cost.refetch()} />
      ) : !cost.data ? (
        <LoadingState />
      ) : (
        <>
          <Box component="p" sx={{ mt: 0, mb: 1.5, color: 'var(--muted)' }}>
            {t('changeIntro', { name })}
          </Box>
          <IndexCostLines cost={cost.data} />
          {measure.isError && <TestFailure error={measure.error} />}
          {measure.data?.ok === false && measure.data.code !== null && (
            <Box role="alert" sx={{ mt: 1, color: 'var(--bad)' }}>
              {t('changeMeasureFailed', { name })}
            </Box>
          )}
          <FormControlLabel
            sx={{ mt: 1.5 }}
            label={t('changeByItself')}
            control={
              <Checkbox
                size="small"
                checked={swapsByItself}
                onChange={event => setSwapsByItself(event.target.checked)}
              />
            }
          />
          <Box sx={{ color: 'var(--muted)', typography: 'small', pl: '30px' }}>{t('changeByItselfHint')}</Box>
        </>
      )}
    </FormDialog>
  );
}
