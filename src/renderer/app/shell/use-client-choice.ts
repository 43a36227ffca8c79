import { useLocation, useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useCurrentClient } from '../../state/current-client.tsx';
import { listOf, subjectOf } from './page-subject.ts';

/** Chooses the client to work for. A page about one thing of another client is left for the list of such things. */
export function useClientChoice(): (id: string) => Promise<void> {
  const { choose } = useCurrentClient();
  const { pathname } = useLocation();
  const { bot } = useSearch({ strict: false });
  const navigate = useNavigate();
  const router = useRouter();
  return async id => {
    const subject = subjectOf(pathname, bot);
    if (subject?.kind === 'client') return navigate({ to: '/clients/$id', params: { id } });
    if (subject) {
      const to = listOf(subject, pathname);
      await navigate({ to, search: {} });
      // Changes that are not saved may hold a person where they are, with the client they are at.
      if (router.state.location.pathname !== to) return;
    }
    choose(id);
  };
}
