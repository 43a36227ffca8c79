import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ModelServerState } from '#shared/contract/models.ts';
import { orpc } from '../../rpc/client.ts';
import { useProblemWords } from '../../rpc/errors.ts';
import { useFormat } from '../../ui/format.ts';
import { StateChip, type Tone } from '../../ui/state-chip.tsx';
import { hostOf } from './presets.ts';

const tones: Record<ModelServerState['state'], Tone> = {
  answers: 'ok',
  left_alone: 'warn',
  due: 'warn',
  tried: 'info',
};

/** The servers of a model that has several, as they are now. */
export function ModelServers({ modelId }: { modelId: string }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const words = useProblemWords();
  const { data } = useQuery(orpc.models.servers.queryOptions({ input: {} }));
  const servers = data?.filter(server => server.modelId === modelId) ?? [];
  if (servers.length === 0) return null;
  return (
    <Box
      component="ul"
      aria-label={t('serversNow')}
      sx={{ listStyle: 'none', m: 0, mt: 1, p: 0, display: 'grid', gap: 0.75, typography: 'small' }}
    >
      {servers.map(({ number, url, asked, state, until, lastFailure }) => (
        <Box
          component="li"
          key={number}
          sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1, rowGap: 0.25 }}
        >
          <Box component="span" sx={{ fontWeight: 570, overflowWrap: 'anywhere' }}>
            {t('serverNumber', { number })}
            {url !== null && ` · ${hostOf(url)}`}
          </Box>
          <StateChip tone={tones[state]}>{t(`server_${state}`)}</StateChip>
          <Box component="span" sx={{ color: 'var(--muted)', fontVariantNumeric: 'tabular-nums' }}>
            {[
              ...(asked === 0 ? [] : [t('serverAsked', { count: asked })]),
              ...(until === null ? [] : [t('serverUntil', { time: format.exact(until) })]),
              ...(lastFailure === null ? [] : [t('serverLast', { reason: words(lastFailure).title })]),
            ].join(' · ')}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
