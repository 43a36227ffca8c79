import Box from '@mui/material/Box';
import { useNavigate, type NavigateOptions } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { LoadingState } from './states.tsx';
import { useToasts } from './toasts.tsx';

/** In place of a page that one's role does not open: says so, and goes where one may be. */
export function NotYours({ landing }: { landing: NavigateOptions }) {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const toasts = useToasts();
  const leave = useEffectEvent(() => {
    toasts.done(t('notYours'), { text: t('notYoursAdvice') });
    void navigate({ ...landing, replace: true });
  });
  useEffect(() => leave(), []);
  return (
    <Box sx={{ p: 4 }}>
      <LoadingState />
    </Box>
  );
}
