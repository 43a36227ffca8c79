import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { SxProps } from '@mui/material/styles';
import { Card } from './card.tsx';
import { Kbd } from './kbd.tsx';

type Props = {
  /** Edits that are being made, as `use…Edits` gives them. */
  editing: { valid: boolean; saving: boolean; save: () => void; discard: () => void };
  words: { unsaved: string; discard: string; save: string };
  sx?: SxProps;
};

/** Present while something is not saved. */
export function SaveBar({ editing, words, sx = {} }: Props) {
  return (
    <Card
      role="region"
      aria-label={words.unsaved}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        p: '10px 12px 10px 16px',
        boxShadow: 'var(--shadow-2)',
        ...sx,
      }}
    >
      <Box role="status" sx={{ flex: 1, color: 'var(--muted)' }}>
        {words.unsaved}
      </Box>
      <Button variant="text" onClick={editing.discard} disabled={editing.saving}>
        {words.discard}
      </Button>
      <Button
        variant="contained"
        onClick={editing.save}
        disabled={!editing.valid || editing.saving}
        sx={{ gap: 1 }}
      >
        {words.save}
        <Box
          component="span"
          sx={{
            display: { xs: 'none', md: 'inline-flex' },
            '& kbd': { color: 'inherit', borderColor: 'currentColor' },
          }}
        >
          <Kbd>Ctrl S</Kbd>
        </Box>
      </Button>
    </Card>
  );
}
