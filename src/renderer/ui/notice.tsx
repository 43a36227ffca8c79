import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

type NoticeProps = {
  tone: 'ok' | 'warn' | 'bad' | 'info';
  icon: IconName;
  title?: string;
  children?: ReactNode;
  /** Said aloud when it appears. */
  live?: boolean;
};

/** A coloured box that says how something stands. */
export function Notice({ tone, icon, title, children, live = false }: NoticeProps) {
  return (
    <Box
      role={live ? 'status' : undefined}
      sx={{
        display: 'flex',
        gap: 1.25,
        p: '10px 14px',
        borderRadius: 'var(--r-s)',
        typography: 'small',
        background: `var(--${tone}-soft)`,
      }}
    >
      <Box sx={{ color: `var(--${tone})`, display: 'grid', alignContent: 'start', pt: '2px' }}>
        <Icon name={icon} size={17} />
      </Box>
      <Box sx={{ minWidth: 0, flex: 1 }}>
        {title && <Box sx={{ fontWeight: 600, color: `var(--${tone})` }}>{title}</Box>}
        {children}
      </Box>
    </Box>
  );
}
