export { createExportFolder } from './export-folder.ts';
export { createExportJob, EXPORT_JOB } from './export-job.ts';
export { createExportRoutes } from './routes.ts';
export { createExportService } from './service.ts';
export { createExportStore } from './store.ts';
