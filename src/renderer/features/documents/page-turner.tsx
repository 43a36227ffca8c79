import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useTranslation } from 'react-i18next';
import type { DocumentPage } from '#shared/contract/document.ts';
import { Icon } from '../../ui/icon.tsx';

type Props = { page: DocumentPage; onTurn: (page: number) => void };

/** Page n of N, with what turns it. A document without pages counts parts instead. */
export function PageTurner({ page: { page, pageCount, paged }, onTurn }: Props) {
  const { t } = useTranslation('documents');
  const position = t(paged ? 'pageOf' : 'partOf', { page, count: pageCount });
  if (pageCount <= 1)
    return <Box sx={{ color: 'var(--muted)', typography: 'small', py: 0.5 }}>{position}</Box>;
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
      <Tooltip title={t('previousPage')}>
        <span>
          <IconButton
            size="small"
            aria-label={t('previousPage')}
            disabled={page <= 1}
            onClick={() => onTurn(page - 1)}
          >
            <Icon name="left" />
          </IconButton>
        </span>
      </Tooltip>
      <Box
        aria-live="polite"
        sx={{
          typography: 'small',
          color: 'var(--muted)',
          fontVariantNumeric: 'tabular-nums',
          minWidth: 110,
          textAlign: 'center',
        }}
      >
        {position}
      </Box>
      <Tooltip title={t('nextPage')}>
        <span>
          <IconButton
            size="small"
            aria-label={t('nextPage')}
            disabled={page >= pageCount}
            onClick={() => onTurn(page + 1)}
          >
            <Icon name="right" />
          </IconButton>
        </span>
      </Tooltip>
    </Box>
  );
}
