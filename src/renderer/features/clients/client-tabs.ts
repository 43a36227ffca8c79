/** Sections of a client's page, as they stand in its address. */
export const clientTabs = [
  'overview',
  'chatbots',
  'documents',
  'quota',
  'people',
  'keys',
  'activity',
  'privacy',
] as const;
export type ClientTab = (typeof clientTabs)[number];
