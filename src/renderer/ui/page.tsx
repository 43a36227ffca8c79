import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

type PageProps = {
  title: ReactNode;
  subtitle?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** The page lays out and scrolls its own body (chat). */
  bare?: boolean;
};

/** A page: its title, what it is about, its actions, its body. */
export function Page({ title, subtitle, actions, children, bare = false }: PageProps) {
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', minHeight: 0, height: '100%' }}>
      <Box
        component="header"
        sx={{
          display: 'flex',
          alignItems: 'center',
          flexWrap: 'wrap',
          gap: 1.5,
          p: { xs: '14px 16px 10px', md: '18px 28px 12px' },
        }}
      >
        <Box sx={{ minWidth: 0, flex: '1 1 auto' }}>
          <Box
            component="h1"
            sx={{ typography: 'title', lineHeight: 1.25, letterSpacing: '-.015em', fontWeight: 640 }}
          >
            {title}
          </Box>
          {subtitle ? <Box sx={{ color: 'var(--muted)' }}>{subtitle}</Box> : null}
        </Box>
        {actions ? (
          <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>{actions}</Box>
        ) : null}
      </Box>
      {bare ? (
        children
      ) : (
        <Box
          sx={{ flex: 1, minHeight: 0, overflow: 'auto', p: { xs: '6px 16px 28px', md: '6px 28px 28px' } }}
        >
          {children}
        </Box>
      )}
    </Box>
  );
}
