import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOf, useProblemWords } from '../rpc/errors.ts';
import { Icon } from './icon.tsx';

type Toast = { id: number; tone: 'plain' | 'bad'; title: string; text?: string; undo?: () => void };

export type Toasts = {
  /** Says that something was done; `undo` offers to take it back. */
  done(title: string, options?: { undo?: () => void; text?: string }): void;
  /** Says what went wrong, in the words of the catalogue. */
  failed(error: unknown): void;
};

const STAYS_MS = 6_000; // time to read two lines and reach Undo
const ToastContext = createContext<Toasts | null>(null);

export function useToasts(): Toasts {
  const toasts = useContext(ToastContext);
  if (!toasts) throw new Error('useToasts outside ToastProvider');
  return toasts;
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation('common');
  const words = useProblemWords();
  const [shown, setShown] = useState<Toast[]>([]);
  const nextId = useRef(1);

  const dismiss = useCallback((id: number) => setShown(list => list.filter(toast => toast.id !== id)), []);
  const show = useCallback(
    (toast: Omit<Toast, 'id'>) => {
      const id = nextId.current++;
      setShown(list => [...list.slice(-2), { ...toast, id }]);
      setTimeout(() => dismiss(id), STAYS_MS);
    },
    [dismiss],
  );
  const api = useMemo<Toasts>(
    () => ({
      done: (title, options) => show({ tone: 'plain', title, ...options }),
      failed: error => {
        const { title, advice } = words(problemOf(error));
        show({ tone: 'bad', title, text: advice });
      },
    }),
    [show, words],
  );

  return (
    <ToastContext value={api}>
      {children}
      <Box
        role="status"
        aria-live="polite"
        sx={{
          position: 'fixed',
          zIndex: 1500,
          bottom: { xs: 76, md: 20 },
          left: '50%',
          transform: 'translateX(-50%)',
          display: 'grid',
          gap: 1,
          width: 'min(440px, calc(100vw - 32px))',
          pointerEvents: 'none',
          // The buttons of a dialog are at its foot.
          'body:has(.MuiDialog-root) &': { top: 12, bottom: 'auto' },
        }}
      >
        {shown.map(toast => (
          <Box
            key={toast.id}
            sx={{
              pointerEvents: 'auto',
              display: 'flex',
              alignItems: 'center',
              gap: 1.5,
              p: '10px 10px 10px 16px',
              borderRadius: 'var(--r-m)',
              boxShadow: 'var(--shadow-2)',
              border: '1px solid var(--line)',
              background: 'var(--surface)',
            }}
          >
            {toast.tone === 'bad' ? (
              <Box sx={{ color: 'var(--bad)', display: 'grid' }}>
                <Icon name="warning" />
              </Box>
            ) : null}
            <Box sx={{ flex: 1, minWidth: 0 }}>
              <Box sx={{ fontWeight: 560 }}>{toast.title}</Box>
              {toast.text ? (
                <Box sx={{ color: 'var(--muted)', typography: 'small' }}>{toast.text}</Box>
              ) : null}
            </Box>
            {toast.undo ? (
              <Button
                size="small"
                variant="text"
                sx={{ color: 'var(--accent)' }}
                onClick={() => {
                  toast.undo?.();
                  dismiss(toast.id);
                }}
              >
                {t('undo')}
              </Button>
            ) : null}
            <IconButton size="small" aria-label={t('close')} onClick={() => dismiss(toast.id)}>
              <Icon name="close" size={16} />
            </IconButton>
          </Box>
        ))}
      </Box>
    </ToastContext>
  );
}
