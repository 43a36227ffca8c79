import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/states.tsx';

export function NotFoundPage() {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  return (
    <Box component="main">
      <EmptyState
        icon="search"
        title={t('notFound')}
        action={
          <Button variant="contained" onClick={() => void navigate({ to: '/' })}>
            {t('goHome')}
          </Button>
        }
      >
        {t('notFoundAdvice')}
      </EmptyState>
    </Box>
  );
}
