import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import { showLanguage, shownLanguage } from '../../state/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import { useToasts } from '../../ui/toasts.tsx';

export function LanguageSwitch() {
  const { t } = useTranslation('common');
  const toasts = useToasts();
  const other = shownLanguage() === 'fr' ? 'en' : 'fr';
  return (
    <Button
      variant="text"
      size="small"
      lang={other}
      startIcon={<Icon name="globe" size={16} />}
      onClick={() => void showLanguage(other).catch(toasts.failed)}
    >
      {other === 'fr' ? t('french') : t('english')}
    </Button>
  );
}
