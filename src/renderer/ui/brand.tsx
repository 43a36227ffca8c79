import Box from '@mui/material/Box';
import { Icon } from './icon.tsx';

export function Brand({ compact = false }: { compact?: boolean }) {
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1.25,
        fontWeight: 680,
        fontSize: 16,
        letterSpacing: '-.01em',
      }}
    >
      <Box
        sx={{
          width: 28,
          height: 28,
          borderRadius: '9px',
          display: 'grid',
          placeItems: 'center',
          background: 'var(--accent)',
          color: 'var(--on-accent)',
        }}
      >
        <Icon name="flame" />
      </Box>
      {compact ? <span className="visually-hidden">Foyer</span> : 'Foyer'}
    </Box>
  );
}
