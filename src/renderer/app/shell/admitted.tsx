import { useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { administrators } from '#shared/contract/route.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { useRights } from '../../state/rights.ts';
import { LoadingPage } from '../loading-page.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { EmptyState, NotYoursState } from '../../ui/states.tsx';
import { places } from './navigation.ts';
import { usePlaces } from './use-places.ts';

type Props = {
  /** Whose page it is has still to be found out. */
  finding: boolean;
  children: ReactNode;
};

/** The page asked for, or why it is not shown. */
export function Admitted({ finding, children }: Props) {
  const { t } = useTranslation('shell');
  const { pathname } = useLocation();
  const { none } = useCurrentClient();
  const { role, may } = useRights();
  const open = usePlaces();
  if (finding) return <LoadingPage />;
  if (none && !may(...administrators) && !pathname.startsWith('/settings')) {
    return (
      <EmptyState icon="lock" title={t('noClient')}>
        {t('noClientAdvice')}
      </EmptyState>
    );
  }
  // One chatbot may be of another client than the one shown: its own page looks at the role held there.
  const place = places.find(
    ({ to }) => pathname === to || (to === '/conversations' && pathname.startsWith(`${to}/`)),
  );
  if (place && role !== null && !open.includes(place)) {
    return <NotYoursState action={<LinkButton to="/">{t('goHome')}</LinkButton>} />;
  }
  return children;
}
