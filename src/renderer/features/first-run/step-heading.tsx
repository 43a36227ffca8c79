import Box from '@mui/material/Box';

export function StepHeading({ title, text }: { title: string; text?: string }) {
  return (
    <Box>
      <Box component="h1" sx={{ typography: 'title', fontWeight: 640, letterSpacing: '-.015em' }}>
        {title}
      </Box>
      {text ? <Box sx={{ color: 'var(--muted)' }}>{text}</Box> : null}
    </Box>
  );
}
