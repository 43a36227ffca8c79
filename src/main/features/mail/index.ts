export type { MailMessage } from './messages.ts';
export { createMailRoutes } from './routes.ts';
export { createMailJob, createMailSender, MAIL_JOB } from './sending.ts';
export { createMailService } from './service.ts';
export { createMailSettingsStore } from './settings.ts';
