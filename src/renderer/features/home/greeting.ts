import { useTranslation } from 'react-i18next';
import { useNow } from '../../ui/use-now.ts';

const EVENING_FROM = 18; // o'clock

/** What one says on meeting, at this hour. */
export function useGreeting(): string {
  const { t } = useTranslation('home');
  return useNow().getHours() >= EVENING_FROM ? t('evening') : t('morning');
}
