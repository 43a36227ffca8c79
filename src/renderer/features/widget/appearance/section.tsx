import Box from '@mui/material/Box';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../../ui/icon.tsx';
import { ONE_LINE } from '../../../ui/one-line.ts';
import { StateChip } from '../../../ui/state-chip.tsx';

type Props = {
  title: string;
  /** What is set, in a few words: read without opening it. */
  summary: string;
  /** Something in it cannot be saved as it is. */
  faulty?: boolean;
  open?: boolean;
  children: ReactNode;
};

/** One subject of the tab; closed it says in a line how it is set. */
export function Section({ title, summary, faulty = false, open = false, children }: Props) {
  const { t } = useTranslation('appearance');
  const titleId = useId();
  return (
    <Box
      component="details"
      open={open}
      sx={{
        background: 'var(--surface)',
        border: '1px solid var(--line)',
        borderRadius: 'var(--r-m)',
        boxShadow: 'var(--shadow-1)',
        '&[open] > summary .chevron': { transform: 'rotate(180deg)' },
        '&[open] > summary .state': { visibility: 'hidden' },
      }}
    >
      <Box
        component="summary"
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1.5,
          p: '12px 16px',
          cursor: 'pointer',
          listStyle: 'none',
          borderRadius: 'var(--r-m)',
          '&::-webkit-details-marker': { display: 'none' },
          '&:hover': { background: 'var(--surface-2)' },
          '&:focus-visible': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
        }}
      >
        <Box component="h2" id={titleId} sx={{ typography: 'lead', fontWeight: 640, flex: 'none' }}>
          {title}
        </Box>
        <Box
          component="span"
          className="state"
          sx={{
            flex: 1,
            minWidth: 0,
            color: 'var(--muted)',
            typography: 'small',
            textAlign: 'right',
            ...ONE_LINE,
          }}
        >
          {summary}
        </Box>
        {faulty && <StateChip tone="warn">{t('toFix')}</StateChip>}
        <Box component="span" className="chevron" sx={{ display: 'grid', color: 'var(--muted)' }}>
          <Icon name="down" />
        </Box>
      </Box>
      <Box
        role="group"
        aria-labelledby={titleId}
        sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.5, p: '6px 16px 20px' }}
      >
        {children}
      </Box>
    </Box>
  );
}

/** Rare settings of a section, out of sight until wanted. */
export function More({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box component="details" sx={{ '& > summary': { cursor: 'pointer', fontWeight: 570 } }}>
      <Box component="summary">{title}</Box>
      <Box sx={{ display: 'grid', gap: 2, pt: 1.5 }}>{children}</Box>
    </Box>
  );
}
