import Box from '@mui/material/Box';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../ui/card.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { StateChip, type Tone } from '../../../ui/state-chip.tsx';
import type { StepState } from './step-states.ts';

const tones: Record<StepState, Tone> = { done: 'ok', todo: 'quiet', look: 'warn', problem: 'bad' };
const badges: Record<StepState, { background: string; color: string }> = {
  done: { background: 'var(--ok-soft)', color: 'var(--ok)' },
  todo: { background: 'var(--surface-2)', color: 'var(--muted)' },
  look: { background: 'var(--warn-soft)', color: 'var(--warn)' },
  problem: { background: 'var(--bad-soft)', color: 'var(--bad)' },
};
/** Of the step that comes next. */
const nextBadge = { background: 'var(--accent)', color: 'var(--on-accent)' };

type Props = {
  number: number;
  title: string;
  state: StepState;
  /** The first that is not done. */
  next: boolean;
  /** Where it stands and what helps, in a sentence. */
  says: ReactNode;
  children: ReactNode;
};

/** One numbered step: what it is about, how far it is, and what to do. */
export function Step({ number, title, state, next, says, children }: Props) {
  const { t } = useTranslation('deploy');
  const id = useId();
  return (
    <Card
      component="section"
      aria-labelledby={id}
      sx={{
        p: { xs: 2, sm: '18px 20px' },
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '32px minmax(0, 1fr)' },
        columnGap: 2,
        ...(next && { borderColor: 'color-mix(in srgb, var(--accent) 45%, var(--line))' }),
      }}
    >
      <Badge number={number} state={state} next={next} wide />
      <Box sx={{ minWidth: 0, display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
        <div>
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.25, flexWrap: 'wrap', minHeight: 32 }}>
            <Badge number={number} state={state} next={next} />
            <Box component="h2" id={id} sx={{ flex: '1 1 auto', typography: 'lead', fontWeight: 640 }}>
              {title}
            </Box>
            <StateChip tone={tones[state]} dot>
              {t(`state_${state}`)}
            </StateChip>
          </Box>
          <Box
            role="status"
            sx={{
              typography: 'body',
              color: state === 'problem' ? 'var(--bad)' : 'var(--muted)',
              overflowWrap: 'anywhere',
            }}
          >
            {says}
          </Box>
        </div>
        {children}
      </Box>
    </Card>
  );
}

type BadgeProps = { number: number; state: StepState; next: boolean; wide?: boolean };

/** The number, or a sign in its place; beside the step where there is room, before its title on a phone. */
function Badge({ number, state, next, wide = false }: BadgeProps) {
  const sign = state === 'done' ? 'check' : state === 'todo' ? null : 'warning';
  return (
    <Box
      aria-hidden="true"
      sx={{
        ...(next && state === 'todo' ? nextBadge : badges[state]),
        display: { xs: wide ? 'none' : 'grid', sm: wide ? 'grid' : 'none' },
        placeItems: 'center',
        width: { xs: 28, sm: 32 },
        height: { xs: 28, sm: 32 },
        borderRadius: '99px',
        fontWeight: 660,
        typography: 'body',
        fontVariantNumeric: 'tabular-nums',
      }}
    >
      {sign === null ? number : <Icon name={sign} size={17} />}
    </Box>
  );
}

/** What a technician needs, out of sight until wanted. */
export function StepDetails({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box
      component="details"
      sx={{
        borderTop: '1px solid var(--line)',
        pt: 1.25,
        '& > summary .chevron': { transition: 'transform .15s' },
        '&[open] > summary .chevron': { transform: 'rotate(180deg)' },
      }}
    >
      <Box
        component="summary"
        sx={{
          display: 'inline-flex',
          alignItems: 'center',
          gap: 0.75,
          py: 0.5,
          cursor: 'pointer',
          listStyle: 'none',
          typography: 'body',
          fontWeight: 570,
          color: 'var(--muted)',
          borderRadius: 'var(--r-s)',
          '&::-webkit-details-marker': { display: 'none' },
          '&:hover': { color: 'var(--text)' },
          '&:focus-visible': { outline: '2px solid var(--accent)', outlineOffset: '2px' },
        }}
      >
        <Box component="span" className="chevron" sx={{ display: 'grid' }}>
          <Icon name="down" size={15} />
        </Box>
        {title}
      </Box>
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: 'minmax(0, 1fr)',
          gap: 2.5,
          pt: 1.5,
          // Cards of the settings stand here without their frames.
          '& > section': { border: 0, boxShadow: 'none', background: 'none', p: 0 },
        }}
      >
        {children}
      </Box>
    </Box>
  );
}
