import type { UseNavigateResult } from '@tanstack/react-router';
import type { Theme } from '#shared/contract/auth.ts';
import type { Language } from '#shared/contract/vocabulary.ts';

/** All that the palette can do. */
export type Ways = {
  navigate: UseNavigateResult<string>;
  chooseTheme: (theme: Theme) => void;
  chooseLanguage: (language: Language) => void;
  chooseClient: (id: string) => Promise<void>;
  signOut: () => Promise<void>;
};
