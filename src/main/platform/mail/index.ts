export type { Mailer, MailSecurity, SmtpServer } from './ports.ts';
export { createSmtpMailer } from './smtp-mailer.ts';
