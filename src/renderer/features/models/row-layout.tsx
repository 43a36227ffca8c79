import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { Icon, type IconName } from '../../ui/icon.tsx';

type Props = {
  icon: IconName;
  name: string;
  chips: ReactNode;
  text: ReactNode;
  actions?: ReactNode;
  /** Below the line: a result, an error. */
  children?: ReactNode;
  dimmed?: boolean;
};

/** A line of the models page: what it is, in a word, and what can be done. */
export function RowLayout({ icon, name, chips, text, actions, children, dimmed = false }: Props) {
  return (
    <Box sx={{ p: '12px 12px 12px 16px' }}>
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center', flexWrap: { xs: 'wrap', sm: 'nowrap' } }}>
        <Box
          sx={{
            width: 34,
            height: 34,
            flex: 'none',
            borderRadius: '10px',
            display: 'grid',
            placeItems: 'center',
            background: 'var(--surface-2)',
            color: 'var(--muted)',
            opacity: dimmed ? 0.6 : 1,
          }}
        >
          <Icon name={icon} />
        </Box>
        <Box sx={{ flex: '1 1 200px', minWidth: 0 }}>
          <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
            <Box
              component="span"
              sx={{ fontWeight: 600, overflowWrap: 'anywhere', color: dimmed ? 'var(--muted)' : 'inherit' }}
            >
              {name}
            </Box>
            {chips}
          </Box>
          <Box sx={{ color: 'var(--muted)', typography: 'small', overflowWrap: 'anywhere' }}>{text}</Box>
        </Box>
        {actions && (
          <Box sx={{ display: 'flex', gap: 0.5, alignItems: 'center', flex: 'none', ml: 'auto' }}>
            {actions}
          </Box>
        )}
      </Box>
      {children}
    </Box>
  );
}
