import Box, { type BoxProps } from '@mui/material/Box';

/** A raised surface. */
export function Card({ sx, ...rest }: BoxProps) {
  return (
    <Box
      {...rest}
      sx={[
        {
          background: 'var(--surface)',
          border: '1px solid var(--line)',
          borderRadius: 'var(--r-m)',
          boxShadow: 'var(--shadow-1)',
        },
        ...(Array.isArray(sx) ? sx : [sx]),
      ]}
    />
  );
}

/** The first line of a card that holds a list. */
export function CardHeader({ sx, ...rest }: BoxProps) {
  return (
    <Box
      component="h2"
      {...rest}
      sx={[
        { typography: 'lead', fontWeight: 620, p: '12px 16px', borderBottom: '1px solid var(--line)' },
        ...(Array.isArray(sx) ? sx : [sx]),
      ]}
    />
  );
}
