import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { administrators } from '#shared/contract/route.ts';
import { orpc } from '../../rpc/client.ts';
import { useSession } from '../../state/session.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { DesktopCard } from './desktop-card.tsx';
import { QuietHoursCard } from './quiet-hours-card.tsx';
import { WishTable } from './wish-table.tsx';

/** What one is told, by which way, and when not. */
export function NotificationsSection() {
  const { t } = useTranslation('notifications');
  const { may } = useSession();
  const preferences = useQuery(orpc.notifications.preferences.queryOptions({ input: {} }));
  if (preferences.isError)
    return <ErrorState error={preferences.error} onRetry={() => void preferences.refetch()} />;
  if (!preferences.data) return <LoadingState />;
  const { mail, kinds, quiet, timeZone } = preferences.data;
  return (
    <>
      {mail !== 'ready' && kinds.some(({ wish }) => wish.mail) && (
        <Notice tone="warn" icon="mail">
          {t(mail === 'not_set_up' ? 'mailNotSetUp' : 'mailNoAddress')}{' '}
          {mail === 'not_set_up' && may(...administrators) && (
            <LinkButton variant="text" size="small" to="/settings/$section" params={{ section: 'mail' }}>
              {t('mailSetUp')}
            </LinkButton>
          )}
        </Notice>
      )}
      <WishTable kinds={kinds} />
      <DesktopCard />
      {/* What is typed stays when the choices are read again; once they are stored, they are those shown. */}
      <QuietHoursCard key={`${quiet?.from} ${quiet?.until} ${timeZone}`} stored={{ quiet, timeZone }} />
    </>
  );
}
