import type { Language } from '#shared/contract/vocabulary.ts';

/** The language of the person's system; French when it is neither French nor English, as the product is. */
export function systemLanguage(environment: NodeJS.ProcessEnv = process.env): Language {
  const locale =
    environment['LC_ALL'] ||
    environment['LC_MESSAGES'] ||
    environment['LANG'] ||
    Intl.DateTimeFormat().resolvedOptions().locale;
  return locale.toLowerCase().startsWith('en') ? 'en' : 'fr';
}

/** IANA name of the system's time zone; that of France when the machine only knows UTC, as servers do. */
export function systemTimeZone(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return timeZone === 'UTC' || timeZone.startsWith('Etc/') ? 'Europe/Paris' : timeZone;
}
