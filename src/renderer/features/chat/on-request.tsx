import Box from '@mui/material/Box';
import Popover from '@mui/material/Popover';
import { useId, useState, type ReactNode } from 'react';

type Props = {
  /** What stands in the line. */
  words: string;
  /** What the explanation is called; also its first line. */
  heading: string;
  title?: string;
  color?: string;
  /** Of the explanation, in pixels. */
  width: { width: number } | { maxWidth: number };
  children: ReactNode;
};

/** Words in the line below an answer, with what they mean on request. */
export function OnRequest({ words, heading, title, color = 'inherit', width, children }: Props) {
  const [anchor, setAnchor] = useState<Element | null>(null);
  const id = useId();
  return (
    <>
      <Box
        component="button"
        type="button"
        title={title}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        aria-controls={id}
        onClick={event => setAnchor(event.currentTarget)}
        sx={{
          font: 'inherit',
          color,
          border: 0,
          background: 'none',
          p: '4px 0',
          textAlign: 'left',
          cursor: 'pointer',
          textDecoration: 'underline dotted',
          textUnderlineOffset: '3px',
          '&:hover': { color: 'var(--text)' },
        }}
      >
        {words}
      </Box>
      <Popover
        id={id}
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'top', horizontal: 'left' }}
        transformOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{
          paper: {
            role: 'dialog',
            'aria-label': heading,
            sx: { p: 2, ...width, typography: 'small', borderRadius: 'var(--r-m)' },
          },
        }}
      >
        <Box sx={{ fontWeight: 620, mb: 1 }}>{heading}</Box>
        {children}
      </Popover>
    </>
  );
}
