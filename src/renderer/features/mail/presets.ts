import type { MailSecurity, MailSettings } from '#shared/contract/mail.ts';

/** A mail service a person knows by name, and how it takes mail in. */
export type MailPreset = {
  id: 'gmail' | 'microsoft' | 'ovh' | 'infomaniak' | 'orange' | 'free' | 'other';
  host: string;
  port: number;
  security: MailSecurity;
  /** Whether there is a sentence on what the service asks for first. */
  hinted: boolean;
};

const OTHER: MailPreset = { id: 'other', host: '', port: 587, security: 'starttls', hinted: false };

export const mailPresets: readonly MailPreset[] = [
  { id: 'gmail', host: 'smtp.gmail.com', port: 465, security: 'tls', hinted: true },
  { id: 'microsoft', host: 'smtp.office365.com', port: 587, security: 'starttls', hinted: true },
  { id: 'ovh', host: 'ssl0.ovh.net', port: 465, security: 'tls', hinted: false },
  { id: 'infomaniak', host: 'mail.infomaniak.com', port: 465, security: 'tls', hinted: false },
  { id: 'orange', host: 'smtp.orange.fr', port: 465, security: 'tls', hinted: false },
  { id: 'free', host: 'smtp.free.fr', port: 465, security: 'tls', hinted: true },
  OTHER,
];

export function mailPresetById(id: string): MailPreset {
  return mailPresets.find(preset => preset.id === id) ?? OTHER;
}

/** The service that stored settings belong to, by the server's name. */
export function mailPresetOf({ host }: Pick<MailSettings, 'host'>): MailPreset {
  return mailPresets.find(preset => preset.host === host.toLowerCase()) ?? OTHER;
}
