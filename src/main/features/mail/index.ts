export { createMail, type Mailing } from './part.ts';
export { MAIL_JOB } from './sending.ts';
