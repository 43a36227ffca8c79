import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { ONE_LINE } from './one-line.ts';

export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'quiet';

const colours: Record<Tone, { background: string; color: string }> = {
  ok: { background: 'var(--ok-soft)', color: 'var(--ok)' },
  warn: { background: 'var(--warn-soft)', color: 'var(--warn)' },
  bad: { background: 'var(--bad-soft)', color: 'var(--bad)' },
  info: { background: 'var(--info-soft)', color: 'var(--info)' },
  quiet: { background: 'var(--surface-2)', color: 'var(--muted)' },
};

/** A state in a word or two; `dot` adds the small lamp. */
export function StateChip({
  tone,
  dot = false,
  children,
}: {
  tone: Tone;
  dot?: boolean;
  children: ReactNode;
}) {
  return (
    <Box
      component="span"
      sx={{
        ...colours[tone],
        display: 'inline-flex',
        alignItems: 'center',
        gap: '6px',
        borderRadius: '99px',
        px: '9px',
        py: '1px',
        typography: 'small',
        fontWeight: 560,
        maxWidth: '100%',
      }}
    >
      {dot ? (
        <Box
          component="span"
          sx={{ width: 7, height: 7, borderRadius: '9px', background: 'currentColor', flex: 'none' }}
        />
      ) : null}
      <Box component="span" sx={{ ...ONE_LINE }}>
        {children}
      </Box>
    </Box>
  );
}
