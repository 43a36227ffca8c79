export { createBadPages } from './bad-pages.ts';
export { createCopies } from './copies.ts';
export { createDocuments } from './part.ts';
export { heldBy, shinglesOf } from './min-hash.ts';
export { createPageNumbers, type PageNumbers } from './page-numbers.ts';
export { createWrittenByOffice } from './written.ts';
export type { DocumentService } from './service.ts';
export { READ_JOB } from './reading.ts';
export * as documentEvents from './events.ts';
