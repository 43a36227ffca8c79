import { siteLogin, type SiteLogin } from '#shared/contract/sources.ts';

/** `kept`: the one that is there stays. */
export const loginWays = ['kept', 'none', 'cookie', 'password'] as const;

/** The login of a site as it is filled in. */
export type LoginDraft = {
  way: (typeof loginWays)[number];
  cookie: string;
  user: string;
  password: string;
};

export const loginDraft = (hasLogin: boolean): LoginDraft => ({
  way: hasLogin ? 'kept' : 'none',
  cookie: '',
  user: '',
  password: '',
});

/** A cookie is often copied with the name of its header. */
function asTyped({ way, cookie, user, password }: LoginDraft) {
  return way === 'cookie'
    ? { with: 'cookie', cookie: cookie.trim().replace(/^cookie:\s*/i, '') }
    : { with: 'password', user, password };
}

export const isLogin = (draft: LoginDraft): boolean => siteLogin.safeParse(asTyped(draft)).success;

/** Whether it can be sent as it stands. */
export const isLoginComplete = (draft: LoginDraft): boolean =>
  draft.way === 'kept' || draft.way === 'none' || isLogin(draft);

/** What is sent of it: undefined leaves what is kept, null forgets it. */
export function loginOf(draft: LoginDraft): SiteLogin | null | undefined {
  if (draft.way === 'kept') return undefined;
  return draft.way === 'none' ? null : siteLogin.parse(asTyped(draft));
}
