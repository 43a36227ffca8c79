import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { administrators } from '#shared/contract/route.ts';
import { useSession } from '../../state/session.tsx';
import { orpc } from '../../rpc/client.ts';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { LinkButton } from '../../ui/link-button.tsx';

/** Says that search compares words only, and what a model would add. */
export function IndexNotice({ clientId }: { clientId: string | undefined }) {
  const { t } = useTranslation('knowledge');
  const format = useFormat();
  const mayAdd = useSession().may(...administrators);
  const { data } = useQuery(
    orpc.system.index.queryOptions({ input: clientId === undefined ? {} : { clientId } }),
  );
  if (!data || data.mode === 'hybrid') return null;
  const building = data.state === 'building';
  const left =
    data.secondsLeft === null
      ? ''
      : ` ${t('keywordBuildingLeft', { time: format.duration(data.secondsLeft * 1_000) })}`;
  return (
    <Box
      sx={{
        display: 'flex',
        gap: 1.5,
        p: '12px 14px',
        mb: 2,
        borderRadius: 'var(--r-m)',
        background: 'var(--info-soft)',
      }}
    >
      <Box sx={{ color: 'var(--info)', display: 'grid', pt: '2px', alignContent: 'start' }}>
        <Icon name="info" />
      </Box>
      <Box sx={{ flex: 1 }}>
        <Box sx={{ fontWeight: 600 }}>{t(building ? 'keywordBuilding' : 'keywordOnly')}</Box>
        <Box sx={{ typography: 'small', color: 'var(--muted)' }}>
          {building
            ? t('keywordBuildingText', {
                done: format.number(data.embeddedPassages),
                total: format.number(data.passages),
              }) + left
            : t(data.state === 'failed' ? 'keywordFailedText' : 'keywordOnlyText')}
        </Box>
        {data.state === 'off' && mayAdd && (
          <LinkButton size="small" to="/models" search={{ add: true }} sx={{ mt: 1 }}>
            {t('addEmbedding')}
          </LinkButton>
        )}
      </Box>
    </Box>
  );
}
