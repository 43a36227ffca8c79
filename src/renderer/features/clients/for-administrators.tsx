import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/states.tsx';

/** In place of a page that one's role does not open. */
export function ForAdministrators() {
  const { t } = useTranslation('errors');
  return (
    <EmptyState icon="lock" title={t('auth_forbidden.title')}>
      {t('auth_forbidden.advice')}
    </EmptyState>
  );
}
