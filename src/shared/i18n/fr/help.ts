export const help = {
  title: 'Aide',
} as const;
