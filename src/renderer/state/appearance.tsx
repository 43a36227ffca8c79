import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Theme } from '#shared/contract/auth.ts';

const REMEMBERED = 'foyer.theme'; // read by theme-at-once.js before the first paint

type Appearance = { theme: Theme; dark: boolean; setTheme(theme: Theme): void };

const AppearanceContext = createContext<Appearance | null>(null);

export function useAppearance(): Appearance {
  const appearance = useContext(AppearanceContext);
  if (!appearance) throw new Error('useAppearance outside AppearanceProvider');
  return appearance;
}

function remembered(): Theme {
  const value = localStorage.getItem(REMEMBERED);
  return value === 'light' || value === 'dark' ? value : 'system';
}

export function AppearanceProvider({ children }: { children: ReactNode }) {
  const [theme, remember] = useState<Theme>(remembered);
  const [systemDark, setSystemDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches);

  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => setSystemDark(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);

  const dark = theme === 'dark' || (theme === 'system' && systemDark);
  useEffect(() => {
    document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  }, [dark]);

  const setTheme = useCallback((chosen: Theme) => {
    localStorage.setItem(REMEMBERED, chosen);
    remember(chosen);
  }, []);

  const value = useMemo(() => ({ theme, dark, setTheme }), [theme, dark, setTheme]);
  return <AppearanceContext value={value}>{children}</AppearanceContext>;
}
