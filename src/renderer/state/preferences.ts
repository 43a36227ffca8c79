import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Theme } from '#shared/contract/auth.ts';
import type { Language } from '#shared/contract/vocabulary.ts';
import { orpc } from '../rpc/client.ts';
import { useAppearance } from './appearance.tsx';
import { showLanguage } from './i18n.ts';
import { useSession } from './session.tsx';

/** Changes language and theme at once, and keeps them with the person's account when there is one. */
export function usePreferences(onError: (error: unknown) => void) {
  const queries = useQueryClient();
  const { user } = useSession();
  const { setTheme } = useAppearance();
  const remember = useMutation(
    orpc.auth.updateMe.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: orpc.auth.state.key() }),
      onError,
    }),
  );
  return {
    chooseTheme(theme: Theme) {
      setTheme(theme);
      if (user) remember.mutate({ theme });
    },
    chooseLanguage(language: Language) {
      const kept = () => user && remember.mutate({ language });
      showLanguage(language).then(kept, onError);
    },
  };
}
