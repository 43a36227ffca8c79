import Box from '@mui/material/Box';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

/** What a site may be made with, for each of which there is a way. */
export const platforms = ['html', 'wordpress', 'shopify', 'wix', 'squarespace', 'google'] as const;
export type Platform = (typeof platforms)[number];

type Props = { platform: Platform; onChoose: (platform: Platform) => void };

/** One of the kinds of site, each a tile. */
export function PlatformChoice({ platform, onChoose }: Props) {
  const { t } = useTranslation('deploy');
  const name = useId();
  return (
    <Box component="fieldset" sx={{ m: 0, p: 0, border: 0, minWidth: 0 }}>
      <Box component="legend" sx={{ p: 0, mb: 1, fontWeight: 590 }}>
        {t('platform')}
      </Box>
      <Box
        sx={{
          display: 'grid',
          gap: 1,
          gridTemplateColumns: { xs: 'repeat(2, minmax(0, 1fr))', sm: 'repeat(3, minmax(0, 1fr))' },
        }}
      >
        {platforms.map(one => (
          <Box
            key={one}
            component="label"
            sx={{
              position: 'relative',
              display: 'grid',
              alignItems: 'center',
              minHeight: 44,
              p: '8px 14px',
              cursor: 'pointer',
              borderRadius: 'var(--r-s)',
              border: '1px solid',
              borderColor: one === platform ? 'var(--accent)' : 'var(--line)',
              background: one === platform ? 'var(--accent-soft)' : 'var(--surface)',
              fontWeight: one === platform ? 620 : 500,
              '&:hover': { borderColor: 'var(--accent)' },
              '&:focus-within': { outline: '2px solid var(--accent)', outlineOffset: '2px' },
            }}
          >
            <Box
              component="input"
              type="radio"
              name={name}
              checked={one === platform}
              onChange={() => onChoose(one)}
              sx={{ position: 'absolute', inset: 0, opacity: 0, cursor: 'pointer', m: 0 }}
            />
            {t(`platform_${one}`)}
          </Box>
        ))}
      </Box>
    </Box>
  );
}
