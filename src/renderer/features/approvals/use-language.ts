import { useTranslation } from 'react-i18next';
import type { Language } from '#shared/contract/vocabulary.ts';

/** In which language the core is asked to say what will happen. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return i18n.language.startsWith('en') ? 'en' : 'fr';
}
