import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/states.tsx';

/** A page that broke: its own fault, told without a stack trace. */
export function PageFailure() {
  const { t } = useTranslation('shell');
  return (
    <EmptyState
      icon="warning"
      title={t('crashed')}
      action={
        <Button variant="contained" onClick={() => window.location.reload()}>
          {t('reload')}
        </Button>
      }
    >
      {t('crashedAdvice')}
    </EmptyState>
  );
}
