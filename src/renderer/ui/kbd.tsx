import Box from '@mui/material/Box';

export function Kbd({ children }: { children: string }) {
  return (
    <Box
      component="kbd"
      sx={{
        font: 'inherit',
        typography: 'tiny',
        color: 'var(--faint)',
        border: '1px solid var(--line)',
        borderRadius: '5px',
        px: '5px',
      }}
    >
      {children}
    </Box>
  );
}
