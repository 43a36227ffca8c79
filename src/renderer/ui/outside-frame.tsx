import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { Brand } from './brand.tsx';
import { Card } from './card.tsx';

/** The frame of pages one meets before being inside. */
export function OutsideFrame({
  children,
  width = 420,
  aside,
}: {
  children: ReactNode;
  width?: number;
  aside?: ReactNode;
}) {
  return (
    <Box
      component="main"
      sx={{
        minHeight: '100dvh',
        display: 'grid',
        placeItems: 'center',
        p: 2,
        background:
          'radial-gradient(1200px 600px at 50% -10%, var(--accent-soft), transparent 60%), var(--bg)',
      }}
    >
      <Box sx={{ width: `min(${width}px, 100%)`, display: 'grid', gap: 2 }}>
        <Box sx={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center' }}>
          <Brand />
          {aside}
        </Box>
        <Card sx={{ p: { xs: 2.5, sm: 3.5 }, borderRadius: 'var(--r-l)', boxShadow: 'var(--shadow-2)' }}>
          {children}
        </Card>
      </Box>
    </Box>
  );
}
