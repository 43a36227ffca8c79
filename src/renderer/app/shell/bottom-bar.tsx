import Box from '@mui/material/Box';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CountBadge } from '../../ui/count-badge.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ONE_LINE } from '../../ui/one-line.ts';
import type { RailPlace } from '../../ui/place.ts';
import { usePlaceCount } from './place-counts.ts';
import { usePlaces } from './use-places.ts';

const PLACES_AT_HAND = 5; // what a thumb can aim at; the rest is in the menu

/** The most used places under the thumb, on a phone. */
export function BottomBar() {
  const { t } = useTranslation('shell');
  const places = usePlaces();
  return (
    <Box
      component="nav"
      aria-label={t('navigation')}
      sx={{
        display: 'flex',
        borderTop: '1px solid var(--line)',
        background: 'var(--surface)',
        pb: 'env(safe-area-inset-bottom)',
      }}
    >
      {places.slice(0, PLACES_AT_HAND).map(place => (
        <BarLink key={place.to} place={place} />
      ))}
    </Box>
  );
}

function BarLink({ place }: { place: RailPlace }) {
  const { t } = useTranslation('shell');
  const { count, label } = usePlaceCount(place.page);
  return (
    <Box
      component={Link}
      to={place.to}
      activeOptions={{ exact: place.to === '/' }}
      aria-label={count > 0 ? label : undefined}
      sx={{
        flex: 1,
        minWidth: 0,
        display: 'grid',
        justifyItems: 'center',
        gap: '2px',
        p: '8px 1px 7px',
        typography: 'tiny',
        letterSpacing: '-.04em', // the longest of five names fits a phone of 360 pixels
        fontWeight: 540,
        color: 'var(--muted)',
        textDecoration: 'none',
        '& > span': { maxWidth: '100%', ...ONE_LINE },
        '&[data-status=active]': { color: 'var(--accent)' },
      }}
    >
      <Box sx={{ position: 'relative', display: 'grid' }}>
        <Icon name={place.icon} size={21} />
        {count > 0 && (
          <Box sx={{ position: 'absolute', top: -6, left: 13 }}>
            <CountBadge count={count} />
          </Box>
        )}
      </Box>
      <span>{t(place.page)}</span>
    </Box>
  );
}
