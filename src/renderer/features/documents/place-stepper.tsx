import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.tsx';

type Props = {
  /** From 0. */
  place: number;
  count: number;
  onGo: (place: number) => void;
};

/** "1 of 3": from one highlighted place of a document to the next, by button or arrow key; after the last, the first. */
export function PlaceStepper({ place, count, onGo }: Props) {
  const { t } = useTranslation('documents');
  if (count <= 1) return null;
  const go = (by: number) => onGo((place + by + count) % count);
  return (
    <Box
      role="group"
      aria-label={t('places')}
      onKeyDown={event => {
        if (event.key === 'ArrowLeft') go(-1);
        if (event.key === 'ArrowRight') go(1);
      }}
      sx={{ display: 'flex', alignItems: 'center', gap: 0.5, color: 'var(--accent)' }}
    >
      <Tooltip title={t('previousPlace')}>
        <IconButton size="small" color="inherit" aria-label={t('previousPlace')} onClick={() => go(-1)}>
          <Icon name="left" />
        </IconButton>
      </Tooltip>
      <Box
        aria-live="polite"
        sx={{
          typography: 'small',
          fontWeight: 600,
          fontVariantNumeric: 'tabular-nums',
          minWidth: 52,
          textAlign: 'center',
          whiteSpace: 'nowrap',
        }}
      >
        {t('placeOf', { place: place + 1, count })}
      </Box>
      <Tooltip title={t('nextPlace')}>
        <IconButton size="small" color="inherit" aria-label={t('nextPlace')} onClick={() => go(1)}>
          <Icon name="right" />
        </IconButton>
      </Tooltip>
    </Box>
  );
}
