import { useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { administrators } from '#shared/contract/route.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { useRights } from '../../state/rights.ts';
import { LoadingPage } from '../loading-page.tsx';
import { NotYours } from '../../ui/not-yours.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { railPlaces } from '../places.ts';
import { usePlaces } from './use-places.ts';

/** Pages whose things are open to the same people as the list. */
const WITH_THEIR_THINGS: readonly string[] = ['/conversations', '/contacts', '/clients'];

type Props = {
  /** Whose page it is has still to be found out. */
  finding: boolean;
  /** The client it belongs to, and with it the role there, may still come. */
  pending: boolean;
  children: ReactNode;
};

/** The page asked for, or why it is not shown. */
export function Admitted({ finding, pending, children }: Props) {
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
  const place = railPlaces.find(
    ({ to }) => pathname === to || (WITH_THEIR_THINGS.includes(to) && pathname.startsWith(`${to}/`)),
  );
  if (place && role !== null && !open.includes(place)) {
    return pending ? <LoadingPage /> : <NotYours landing={{ to: '/' }} />;
  }
  return children;
}
