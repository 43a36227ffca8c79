/** The tables of every module. */
export * from './frequent-answers/main/tables.ts';
