import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { LinkBox } from '../../ui/link-box.tsx';
import { ONE_LINE } from '../../ui/one-line.ts';

type Props = {
  conversationId: string;
  active: boolean;
  title: string;
  when: string;
  children?: ReactNode;
};

/** A line of either list: opens the conversation beside it and keeps the filters. */
export function ListLine({ conversationId, active, title, when, children }: Props) {
  return (
    <LinkBox
      to="/conversations/$id"
      params={{ id: conversationId }}
      search={before => before}
      aria-current={active ? 'page' : undefined}
      sx={{
        display: 'block',
        p: '10px 12px',
        borderRadius: 'var(--r-s)',
        color: 'inherit',
        textDecoration: 'none',
        background: active ? 'var(--accent-soft)' : 'none',
        '&:hover': { background: active ? 'var(--accent-soft)' : 'var(--surface-2)' },
      }}
    >
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'baseline' }}>
        <Box
          component="span"
          sx={{
            flex: 1,
            minWidth: 0,
            fontWeight: 560,
            ...ONE_LINE,
          }}
        >
          {title}
        </Box>
        <Box
          component="span"
          sx={{
            color: 'var(--faint)',
            typography: 'small',
            flex: 'none',
            fontVariantNumeric: 'tabular-nums',
          }}
        >
          {when}
        </Box>
      </Box>
      {children}
    </LinkBox>
  );
}
