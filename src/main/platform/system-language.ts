import type { Language } from '#shared/contract/vocabulary.ts';

/** The language of the person's system; French when it is neither French nor English, as the product is. */
export function systemLanguage(environment: NodeJS.ProcessEnv = process.env): Language {
  const locale =
    environment['LC_ALL'] ||
    environment['LC_MESSAGES'] ||
    environment['LANG'] ||
    Intl.DateTimeFormat().resolvedOptions().locale;
  // What a person would rather read (gettext), where the system speaks any language of people at all.
  const rather = environment['LANGUAGE']?.split(':').find(one => /^(?:fr|en)(?:[_.@-]|$)/i.test(one));
  if (rather !== undefined && !/^(?:C|POSIX)(?:\.|$)/.test(locale))
    return rather.toLowerCase().startsWith('en') ? 'en' : 'fr';
  return locale.toLowerCase().startsWith('en') ? 'en' : 'fr';
}

/** IANA name of the system's time zone; that of France when the machine only knows UTC, as servers do. */
export function systemTimeZone(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return timeZone === 'UTC' || timeZone.startsWith('Etc/') ? 'Europe/Paris' : timeZone;
}
