export { createLiveProgress } from './live-progress.ts';
export { createCopies } from './copies.ts';
export { createPageLookup } from './page-lookup.ts';
export { createReadingJob, READ_JOB } from './reading.ts';
export { createDocumentRoutes } from './routes.ts';
export { createDocumentService, type DocumentService } from './service.ts';
export { createDocumentStore } from './store.ts';
