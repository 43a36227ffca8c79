export type { MailAttachment, Mailer, MailReceipt, OutgoingMail, SmtpServer } from './ports.ts';
export { createSmtpMailer } from './smtp-mailer.ts';
