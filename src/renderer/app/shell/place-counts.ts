import { useTranslation } from 'react-i18next';
import type { PageName } from '#shared/lib/pages.ts';
import { useApprovalsWaiting } from '../../state/approvals-waiting.ts';
import { useWaiting } from '../../state/waiting.ts';

/** How much waits behind a place, and what the place is then called by those who cannot see the figure. */
export function usePlaceCount(page: PageName): { count: number; label: string } {
  const { t } = useTranslation('shell');
  const conversations = useWaiting().here;
  const approvals = useApprovalsWaiting().here;
  const place = t(page);
  if (page === 'conversations' && conversations > 0)
    return { count: conversations, label: t('waitingAt', { place, count: conversations }) };
  if (page === 'approvals' && approvals > 0)
    return { count: approvals, label: t('approvalsAt', { place, count: approvals }) };
  return { count: 0, label: place };
}
