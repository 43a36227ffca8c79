import Box from '@mui/material/Box';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CatalogueModel } from '#shared/contract/model-catalogue.ts';
import { client, orpc } from '../../rpc/client.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useFormat } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { isRefused } from './fit-words.ts';
import { OfferedRow } from './offered-row.tsx';
import { PullRow } from './pull-row.tsx';

/** Bytes a second of a line as homes and small offices have it: 50 Mbit/s. */
const USUAL_BYTES_PER_SECOND = 50e6 / 8;
/** Nobody's line is known to the second. */
const MINUTE_MS = 60_000;

/** Models that Foyer fetches and runs itself, those on their way first, then the best for this machine. */
export function CatalogueModels() {
  const { t } = useTranslation('models');
  const catalogue = useQuery(orpc.models.catalogue.queryOptions({ input: {} }));
  const pulls = useQuery(orpc.models.pulls.queryOptions({ input: {} }));
  const [chosen, setChosen] = useState<CatalogueModel | null>(null);
  if (!catalogue.data || !pulls.data) return null;
  const { offline, models } = catalogue.data;
  const underWay = pulls.data.filter(({ source }) => source === 'catalogue');
  const waiting = models
    .filter(({ name, isKept }) => !isKept && !underWay.some(({ model }) => model === name))
    .toSorted((one, other) => rank(one) - rank(other));
  return (
    <>
      {underWay.map(pull => (
        <PullRow key={pull.id} pull={pull} />
      ))}
      {offline && waiting.length > 0 && (
        <Box sx={{ p: '12px 16px' }}>
          <Notice tone="warn" icon="shield" title={t('pullOffline')}>
            {t('pullOfflineText')}
          </Notice>
        </Box>
      )}
      {waiting.map(model => (
        <Offered key={model.id} model={model} disabled={offline} onChoose={() => setChosen(model)} />
      ))}
      {chosen !== null && <DownloadDialog model={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

/** The recommended ones first, the refused ones last; otherwise as the catalogue has them. */
function rank({ isBest, fit }: CatalogueModel): number {
  if (isBest) return 0;
  return isRefused(fit) ? 2 : 1;
}

type OfferedProps = { model: CatalogueModel; disabled: boolean; onChoose: () => void };

function Offered({ model, ...rest }: OfferedProps) {
  const { t } = useTranslation('models');
  const facts = useFacts(model);
  return (
    <OfferedRow
      model={model}
      chip={t(`choice_${model.choice}`)}
      facts={t('catalogueFacts', facts)}
      label={t('downloadNamed', { name: model.name, host: facts.host })}
      {...rest}
    />
  );
}

function useFacts({ host, licence, sizeBytes, memoryBytes }: CatalogueModel) {
  const format = useFormat();
  return {
    host,
    licence,
    size: format.bytes(sizeBytes),
    memory: format.bytes(memoryBytes),
    time: format.duration(Math.max(MINUTE_MS, (sizeBytes / USUAL_BYTES_PER_SECOND) * 1_000)),
  };
}

/** What will be fetched, from where, how large, under which licence: said before it is. */
function DownloadDialog({ model, onClose }: { model: CatalogueModel; onClose: () => void }) {
  const { t } = useTranslation('models');
  const queries = useQueryClient();
  const toasts = useToasts();
  const facts = useFacts(model);
  const download = useMutation({
    mutationFn: () => client.models.download({ id: model.id }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: orpc.models.pulls.key() });
      onClose();
    },
    onError: toasts.failed,
  });
  return (
    <ConfirmDialog
      open
      title={t('pullTitle', { name: model.name })}
      confirm={t('pullConfirm')}
      busy={download.isPending}
      onConfirm={() => download.mutate()}
      onClose={onClose}
    >
      {t('catalogueBody', facts)}
    </ConfirmDialog>
  );
}
