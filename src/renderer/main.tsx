import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import '@fontsource-variable/inter/wght.css';
import { ThemeProvider } from '@mui/material/styles';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { AppearanceProvider } from './state/appearance.tsx';
import { startTranslations } from './state/i18n.ts';
import { sessionQuery } from './state/session.tsx';
import { router } from './app/routes.tsx';
import { theme } from './app/theme.ts';
import './app/tokens.css';
import { orpc } from './rpc/client.ts';
import { isAboutCaller, problemOf } from './rpc/errors.ts';
import { ToastProvider } from './ui/toasts.tsx';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
const styles = createCache({ key: 'foyer', prepend: true, ...(nonce === undefined ? {} : { nonce }) });

const MOST_RETRIES = 2;
const AGAIN_MS = 1_000;
/** The session ended or the window locked while a page was open: ask again who is here, which leads there. */
function askWhoIsHere(error: Error): void {
  if (isAboutCaller(error)) void queries.invalidateQueries({ queryKey: orpc.auth.state.key() });
}

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: askWhoIsHere }),
  mutationCache: new MutationCache({ onError: askWhoIsHere }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // Only a lost connection is worth asking again: the core's own refusals do not change.
      retry: (failures, error) => problemOf(error) === 'connection.lost' && failures < MOST_RETRIES,
      refetchOnWindowFocus: false,
    },
  },
});

// Who is here and the words are asked for at the same time: one way to the core, not two.
void queries.prefetchQuery(sessionQuery);
await startTranslations().catch((error: unknown) => {
  // Lost on the way, as when the core is started anew just now: without words there is nothing to draw.
  setTimeout(() => window.location.reload(), AGAIN_MS);
  throw error;
});

const container = document.getElementById('root');
if (!container) throw new Error('The page has no #root');

createRoot(container).render(
  <StrictMode>
    <CacheProvider value={styles}>
      <ThemeProvider theme={theme}>
        <QueryClientProvider client={queries}>
          <AppearanceProvider>
            <ToastProvider>
              <RouterProvider router={router} />
            </ToastProvider>
          </AppearanceProvider>
        </QueryClientProvider>
      </ThemeProvider>
    </CacheProvider>
  </StrictMode>,
);
