import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/page.tsx';

/** Everything one may change about Foyer, one subject a page. */
export default function SettingsPage() {
  const { t } = useTranslation('settings');
  return <Page title={t('title')}>{null}</Page>;
}
