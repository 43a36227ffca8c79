import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';

type Props = { name: string; unsaved: boolean; removed: { readonly current: boolean } };

/** Leaving with unsaved changes asks first, in the application and when the window closes. */
export function LeaveGuard({ name, unsaved, removed }: Props) {
  const { t } = useTranslation('chatbots');
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => unsaved && !removed.current && current.pathname !== next.pathname,
    enableBeforeUnload: unsaved,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      open={blocker.status === 'blocked'}
      title={t('leaveTitle')}
      confirm={t('leave')}
      destructive
      onConfirm={() => blocker.proceed?.()}
      onClose={() => blocker.reset?.()}
    >
      {t('leaveBody', { name })}
    </ConfirmDialog>
  );
}
