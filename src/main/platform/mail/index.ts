export type { Mailer, OutgoingMail, SmtpServer } from './ports.ts';
export { createSmtpMailer } from './smtp-mailer.ts';
