import Box from '@mui/material/Box';

export function Kbd({ children }: { children: string }) {
  return (
    <Box
      component="kbd"
      sx={{
        font: 'inherit',
        fontSize: 11.5,
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
