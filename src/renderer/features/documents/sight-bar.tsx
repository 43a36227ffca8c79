import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import Tooltip from '@mui/material/Tooltip';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.tsx';
import type { PageSight, Sight } from './page-sight.ts';

/** Page or text, and the size of the page. */
export function SightBar({ sight: { sight, zoom, larger, smaller, fit, choose } }: { sight: PageSight }) {
  const { t, i18n } = useTranslation('documents');
  const share = new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(zoom);
  const sights: Sight[] = ['page', 'text'];
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
      <ToggleButtonGroup
        exclusive
        size="small"
        aria-label={t('sights')}
        value={sight}
        onChange={(_, next: Sight | null) => next && choose(next)}
      >
        {sights.map(one => (
          <ToggleButton key={one} value={one} sx={{ textTransform: 'none', py: 0.25, px: 1.25 }}>
            {t(one === 'page' ? 'sightPage' : 'text')}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {sight === 'page' && (
        <Box role="group" aria-label={t('zoom')} sx={{ display: 'flex', alignItems: 'center' }}>
          <Tooltip title={t('smaller')}>
            <span>
              <IconButton
                size="small"
                aria-label={t('smaller')}
                disabled={smaller === null}
                onClick={() => smaller?.()}
              >
                <Icon name="minus" />
              </IconButton>
            </span>
          </Tooltip>
          <Tooltip title={t('fitWidth')}>
            <Button
              size="small"
              variant="text"
              aria-label={t('fitWidthFrom', { share })}
              onClick={fit}
              sx={{ minWidth: 52, px: 0.5, fontVariantNumeric: 'tabular-nums', color: 'var(--muted)' }}
            >
              {share}
            </Button>
          </Tooltip>
          <Tooltip title={t('larger')}>
            <span>
              <IconButton
                size="small"
                aria-label={t('larger')}
                disabled={larger === null}
                onClick={() => larger?.()}
              >
                <Icon name="plus" />
              </IconButton>
            </span>
          </Tooltip>
        </Box>
      )}
    </Box>
  );
}
