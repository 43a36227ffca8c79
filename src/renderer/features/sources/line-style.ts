/** A line of what a source has, or of its history: what it is, and at its end how it stands. */
export const lineStyle = {
  display: 'flex',
  gap: 1.25,
  alignItems: 'center',
  flexWrap: 'wrap',
  p: '9px 16px',
  '& + &': { borderTop: '1px solid var(--line)' },
};
