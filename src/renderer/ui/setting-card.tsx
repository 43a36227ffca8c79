import Box from '@mui/material/Box';
import { useId, type ReactNode } from 'react';
import { Card } from './card.tsx';

type CardProps = { title: string; hint?: ReactNode; action?: ReactNode; children?: ReactNode };

/** One subject of a settings page: its name, a line about it, what can be done. */
export function SettingCard({ title, hint, action, children }: CardProps) {
  const id = useId();
  return (
    <Card component="section" aria-labelledby={id} sx={{ p: { xs: 2, md: '18px 20px' } }}>
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'flex-start', flexWrap: 'wrap' }}>
        <Box sx={{ flex: '1 1 260px', minWidth: 0 }}>
          <Box component="h2" id={id} sx={{ typography: 'lead', fontWeight: 640 }}>
            {title}
          </Box>
          {hint && <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{hint}</Box>}
        </Box>
        {action}
      </Box>
      {children && <Box sx={{ mt: 2 }}>{children}</Box>}
    </Card>
  );
}

/** Names and values, one a line. */
export function Facts({ facts }: { facts: readonly { name: string; value: ReactNode }[] }) {
  return (
    <Box
      component="dl"
      sx={{
        m: 0,
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'minmax(120px, auto) minmax(0, 1fr)' },
        columnGap: 3,
        rowGap: { xs: 0.25, sm: 1 },
        '& dt': { color: 'var(--muted)' },
        '& dd': { m: 0, mb: { xs: 1, sm: 0 }, overflowWrap: 'anywhere', fontVariantNumeric: 'tabular-nums' },
      }}
    >
      {facts.map(({ name, value }) => (
        <FactLine key={name} name={name} value={value} />
      ))}
    </Box>
  );
}

function FactLine({ name, value }: { name: string; value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

/** Plain statements, one a line. */
export function Statements({ children }: { children: readonly ReactNode[] }) {
  return (
    <Box
      component="ul"
      sx={{ m: 0, pl: 2.5, display: 'grid', gap: 0.75, '& li::marker': { color: 'var(--faint)' } }}
    >
      {children.map((statement, index) => (
        <li key={index}>{statement}</li>
      ))}
    </Box>
  );
}
