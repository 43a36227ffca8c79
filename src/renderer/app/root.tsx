import { Outlet, useLocation, useMatches, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { ErrorState } from '../ui/states.tsx';
import { SessionProvider, useSessionQuery } from '../state/session.tsx';
import { LoadingPage } from './loading-page.tsx';
import { LockScreen } from './lock-screen.tsx';
import { StorageBanner } from './shell/storage-banner.tsx';

const outside = ['/sign-in', '/forgotten', '/set-up', '/join'];
/** What is over once one is signed in. A link to join may still be for somebody else. */
const notFor = ['/sign-in', '/set-up'];

/** Knows who is here before anything else, and sends people where they belong. */
export function Root() {
  const state = useSessionQuery();
  const location = useLocation();
  // Where a person was on the way to when they had to sign in.
  const { from } = useSearch({ strict: false });
  const navigate = useNavigate();
  const signedIn = state.data ? state.data.local || state.data.user !== null : null;
  const setUpNeeded = state.data?.setUpNeeded ?? false;
  const locked = state.data?.locked ?? false;
  // Nothing is drawn behind a lock that was there from the start; a page that was open stays, with what it holds.
  const [wasOpen, setWasOpen] = useState(false);
  if (state.data && !locked && !wasOpen) setWasOpen(true);
  const isOutside = outside.includes(location.pathname);
  // While the next page loads, the one before is still drawn: whoever is out is not shown it, nor sent on by it.
  const drawn = useMatches({ select: matches => matches.at(-1)?.pathname ?? '' });
  const isDrawnOutside = outside.includes(drawn);
  const firstRun = location.pathname === '/welcome';
  const owner = state.data?.local === true || state.data?.user?.role === 'owner';

  useEffect(() => {
    if (signedIn === false && !isOutside) {
      void navigate(
        setUpNeeded ? { to: '/set-up' } : { to: '/sign-in', search: { from: location.href }, replace: true },
      );
    }
    // The one-time link was used; someone kept it.
    if (signedIn === false && !setUpNeeded && location.pathname === '/set-up')
      void navigate({ to: '/sign-in', replace: true });
    if (signedIn === true && (notFor.includes(location.pathname) || (firstRun && !owner)))
      void navigate({ to: from?.startsWith('/') ? from : '/', replace: true });
  }, [signedIn, setUpNeeded, isOutside, firstRun, owner, from, location.href, location.pathname, navigate]);

  if (state.isError) return <ErrorState error={state.error} onRetry={() => void state.refetch()} />;
  if (!state.data) return <LoadingPage />;
  if (signedIn === false && !(isOutside && isDrawnOutside)) return <LoadingPage />;
  if (signedIn === true && firstRun && !owner) return <LoadingPage />;
  return (
    <SessionProvider state={state.data}>
      {(isOutside || firstRun) && <StorageBanner />}
      {wasOpen && <Outlet />}
      {locked && <LockScreen />}
    </SessionProvider>
  );
}
