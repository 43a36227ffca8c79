/** By what the list of clients is sorted. */
export const clientSorts = ['name', 'chatbots', 'documents', 'quota', 'state'] as const;
export type ClientSort = (typeof clientSorts)[number];
