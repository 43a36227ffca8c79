import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import type { User } from '#shared/contract/auth.ts';
import type { Role } from '#shared/contract/route.ts';
import { client, orpc } from '../rpc/client.ts';
import { useAppearance } from './appearance.tsx';
import { showLanguage } from './i18n.ts';

export type Session = {
  user: User | null;
  /** The owner of this machine, in the desktop window. */
  local: boolean;
  setUpNeeded: boolean;
  /** The desktop window waits for its code. */
  locked: boolean;
  /** For the installation; the strongest of their roles for those who hold some for clients. */
  role: Role | null;
  /** The role for one client; while none is known, the strongest. */
  roleIn(clientId: string | undefined): Role | null;
  may(...roles: readonly Role[]): boolean;
  signOut(): Promise<void>;
};

const LOCKED_LOOK_MS = 3_000;

const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession outside SessionProvider');
  return session;
}

export const sessionQuery = orpc.auth.state.queryOptions({
  input: {},
  staleTime: 60_000,
  // The command line may have unlocked the window meanwhile.
  refetchInterval: query => (query.state.data?.locked === true ? LOCKED_LOOK_MS : false),
});

export function useSessionQuery() {
  return useQuery(sessionQuery);
}

/** Who is here. The person's own language and theme are applied as soon as they are known. */
export function SessionProvider({
  state,
  children,
}: {
  state: { user: User | null; local: boolean; setUpNeeded: boolean; locked: boolean };
  children: ReactNode;
}) {
  const queries = useQueryClient();
  const { setTheme } = useAppearance();
  const { user, local, setUpNeeded, locked } = state;
  const language = user?.language;
  const theme = user?.theme;

  useEffect(() => {
    if (language) void showLanguage(language);
  }, [language]);
  useEffect(() => {
    if (theme) setTheme(theme);
  }, [theme, setTheme]);

  const session = useMemo<Session>(() => {
    const role = local ? 'owner' : (user?.role ?? null);
    return {
      user,
      local,
      setUpNeeded,
      locked,
      role,
      roleIn: clientId => (local ? 'owner' : user && roleOf(user, clientId)),
      may: (...roles) => role !== null && roles.includes(role),
      async signOut() {
        await client.auth.logout({});
        queries.clear();
        window.location.hash = '#/sign-in';
        window.location.reload();
      },
    };
  }, [user, local, setUpNeeded, locked, queries]);

  return <SessionContext value={session}>{children}</SessionContext>;
}

function roleOf(user: User, clientId: string | undefined): Role {
  const forAll = user.role === 'owner' || user.role === 'admin';
  if (forAll || clientId === undefined) return user.role;
  return user.memberships.find(held => held.clientId === clientId)?.role ?? 'member';
}
