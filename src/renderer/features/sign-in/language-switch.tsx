import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import { showLanguage, shownLanguage } from '../../state/i18n.ts';
import { Icon } from '../../ui/icon.tsx';

export function LanguageSwitch() {
  const { t } = useTranslation('common');
  const other = shownLanguage() === 'fr' ? 'en' : 'fr';
  return (
    <Button
      variant="text"
      size="small"
      lang={other}
      startIcon={<Icon name="globe" size={16} />}
      onClick={() => showLanguage(other)}
    >
      {other === 'fr' ? t('french') : t('english')}
    </Button>
  );
}
