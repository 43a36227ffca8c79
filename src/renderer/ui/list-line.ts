/** A line of a list in a card: what it is, and at its end what can be done. */
export const listLineStyle = {
  display: 'flex',
  gap: 1.5,
  alignItems: 'center',
  py: 1.25,
  borderTop: '1px solid var(--line)',
  '&:first-of-type': { borderTop: 0, pt: 0 },
  '&:last-of-type': { pb: 0 },
};
