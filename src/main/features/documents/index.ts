export { createLiveProgress } from './live-progress.ts';
export { createCopies } from './copies.ts';
export { createPageNumbers, type PageNumbers } from './page-numbers.ts';
export { createReadingJob, READ_JOB } from './reading.ts';
export { createNaming, NAMING_JOB } from './naming.ts';
export { createDocumentRoutes } from './routes.ts';
export { createDocumentService, type DocumentService } from './service.ts';
export { createVersions } from './versions.ts';
export { createDocumentStore } from './store.ts';
