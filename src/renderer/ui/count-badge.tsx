import Box from '@mui/material/Box';
import { useFormat } from './format.ts';

const MOST_SHOWN = 99;

/** How many things wait, beside what they are. */
export function CountBadge({ count }: { count: number }) {
  const format = useFormat();
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-grid',
        placeItems: 'center',
        minWidth: 18,
        height: 18,
        px: '5px',
        borderRadius: '9px',
        background: 'var(--accent)',
        color: 'var(--on-accent)',
        typography: 'tiny',
        fontWeight: 640,
        lineHeight: 1,
        fontVariantNumeric: 'tabular-nums',
      }}
    >
      {count > MOST_SHOWN ? `${format.number(MOST_SHOWN)}+` : format.number(count)}
    </Box>
  );
}
