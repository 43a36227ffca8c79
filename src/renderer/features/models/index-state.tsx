import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useCurrentClient } from '../../state/current-client.tsx';
import { orpc } from '../../rpc/client.ts';
import { useFormat } from '../../ui/format.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';

/** How far the index by meaning is, and what search does meanwhile. */
export function IndexState() {
  const { t } = useTranslation('models');
  const format = useFormat();
  const { clientId } = useCurrentClient();
  const { data } = useQuery(
    orpc.system.index.queryOptions({ input: clientId === undefined ? {} : { clientId } }),
  );
  if (!data || data.state === 'off' || data.passages === 0) return null;
  const building = data.state === 'building';
  const words = { done: format.number(data.embeddedPassages), total: format.number(data.passages) };
  return (
    <Box role="status" sx={{ p: '12px 16px', color: 'var(--muted)', fontSize: 13 }}>
      {building ? (
        <>
          <Box sx={{ mb: 0.75 }}>
            {t('embeddingBuilding', words)} {t('embeddingBuildingNote')}
          </Box>
          <ProgressBar
            label={t('embeddingBuilding', words)}
            value={data.embeddedPassages / Math.max(1, data.passages)}
          />
        </>
      ) : (
        t('embeddingReady')
      )}
    </Box>
  );
}
