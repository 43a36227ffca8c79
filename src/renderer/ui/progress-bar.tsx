import Box from '@mui/material/Box';

/** How far something is, 0 to 1; without `value` it is under way and cannot say how far. */
export function ProgressBar({ value, label }: { value: number | null; label: string }) {
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <Box
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(percent === null ? {} : { 'aria-valuenow': percent })}
      sx={{ height: 5, borderRadius: '9px', background: 'var(--surface-2)', overflow: 'hidden' }}
    >
      <Box
        sx={{
          height: '100%',
          borderRadius: '9px',
          background: 'var(--accent)',
          width: percent === null ? '40%' : `${percent}%`,
          transition: 'width 200ms',
          ...(percent === null
            ? {
                animation: 'foyer-slide 1.2s ease-in-out infinite',
                '@keyframes foyer-slide': { from: { marginLeft: '-40%' }, to: { marginLeft: '100%' } },
              }
            : {}),
        }}
      />
    </Box>
  );
}
