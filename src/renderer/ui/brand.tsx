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
        typography: 'lead',
        letterSpacing: '-.01em',
      }}
    >
      <BrandMark size={28} />
      {compact ? <span className="visually-hidden">Foyer</span> : 'Foyer'}
    </Box>
  );
}

/** The flame on its square; `size` in pixels. */
export function BrandMark({ size }: { size: number }) {
  return (
    <Box
      sx={{
        width: size,
        height: size,
        flex: 'none',
        borderRadius: `${Math.round(size / 3)}px`,
        display: 'grid',
        placeItems: 'center',
        background: 'var(--accent)',
        color: 'var(--on-accent)',
      }}
    >
      <Icon name="flame" size={Math.round(size * 0.64)} />
    </Box>
  );
}
