import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { Icon, type IconName } from '../../ui/icon.tsx';
import type { Tone } from '../../ui/state-chip.tsx';

type Props = { tone: Exclude<Tone, 'quiet'>; icon: IconName; title: string; children: ReactNode };

/** What a page comes down to, in one sentence. */
export function VerdictBox({ tone, icon, title, children }: Props) {
  return (
    <Box
      sx={{
        display: 'flex',
        gap: 1.75,
        alignItems: 'center',
        p: '16px 18px',
        borderRadius: 'var(--r-m)',
        background: `var(--${tone}-soft)`,
      }}
    >
      <Box sx={{ color: `var(--${tone})`, display: 'grid' }}>
        <Icon name={icon} size={26} />
      </Box>
      <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <Box component="h2" sx={{ typography: 'lead', fontWeight: 640, color: `var(--${tone})` }}>
          {title}
        </Box>
        {children}
      </Box>
    </Box>
  );
}
