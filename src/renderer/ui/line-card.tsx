import type { ReactNode } from 'react';
import { Card } from './card.tsx';

/** Lines one under the other, in a card. */
export function LineCard({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <Card
      component="ul"
      aria-label={label}
      sx={{
        listStyle: 'none',
        m: 0,
        p: 0,
        overflow: 'hidden',
        '& > li + li': { borderTop: '1px solid var(--line)' },
      }}
    >
      {children}
    </Card>
  );
}
