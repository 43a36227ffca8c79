import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../rpc/client.ts';
import { useSession } from '../state/session.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { Brand } from '../ui/brand.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { PasswordField } from '../ui/password-field.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';

const UNLOCK_COMMAND = 'npm run -s foyer -- user unlock';
const ABOVE_ALL = 3000; // toasts and menus included

/**
 * Covers everything while the window is locked. The page stays behind it as it was, so that nothing begun is lost;
 * the core gives it nothing more until the code is right.
 */
export function LockScreen() {
  const { t } = useTranslation('shell');
  const titleId = useId();
  const queries = useQueryClient();
  const { user } = useSession();
  const [code, setCode] = useState('');
  const [forgotten, setForgotten] = useState(false);
  const unlock = useMutation(
    orpc.windowLock.unlock.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: orpc.auth.state.key() }),
      onError: () => setCode(''),
    }),
  );
  useEffect(stopShortcuts, []);
  // What was refused meanwhile is read again once the window is open, whoever opened it.
  useEffect(() => () => void queries.invalidateQueries(), [queries]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code !== '') unlock.mutate({ code });
  };
  return (
    <Dialog open fullScreen hideBackdrop aria-labelledby={titleId} sx={dialogStyle}>
      <Box sx={pageStyle}>
        <Box component="form" onSubmit={submit} sx={{ width: 'min(360px, 100%)', display: 'grid', gap: 2 }}>
          <Box sx={{ display: 'grid', justifyItems: 'center', gap: 1.5, textAlign: 'center', mb: 1 }}>
            <Brand />
            {user && <Avatar text={user.initials} size={56} />}
            <div>
              <Box
                component="h1"
                id={titleId}
                sx={{ typography: 'title', fontWeight: 640, letterSpacing: '-.015em' }}
              >
                {t('lockScreen.title')}
              </Box>
              <Box sx={{ color: 'var(--muted)' }}>{t('lockScreen.text')}</Box>
            </div>
          </Box>
          {unlock.isError && <ProblemNote error={unlock.error} />}
          <PasswordField
            label={t('lockScreen.label')}
            autoComplete="off"
            autoFocus
            value={code}
            onChange={event => setCode(event.target.value)}
          />
          <Button type="submit" variant="contained" size="large" disabled={code === '' || unlock.isPending}>
            {t('lockScreen.unlock')}
          </Button>
          <Button
            variant="text"
            aria-expanded={forgotten}
            sx={{ justifySelf: 'center' }}
            onClick={() => setForgotten(shown => !shown)}
          >
            {t('lockScreen.forgotten')}
          </Button>
          {forgotten && (
            <Box sx={{ color: 'var(--muted)', typography: 'small', display: 'grid', gap: 1 }}>
              <div>{t('lockScreen.withPassword')}</div>
              <div>{t('lockScreen.withCommand')}</div>
              <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
                <Box component="code" sx={{ overflowWrap: 'anywhere', color: 'var(--text)' }}>
                  {UNLOCK_COMMAND}
                </Box>
                <CopyButton compact text={UNLOCK_COMMAND} />
              </Box>
            </Box>
          )}
        </Box>
      </Box>
    </Dialog>
  );
}

/** Shortcuts of the page behind must not open anything in front. Typing and editing the code goes on. */
function stopShortcuts() {
  const editing = new Set(['a', 'c', 'v', 'x', 'z']);
  const stop = (event: KeyboardEvent) => {
    const isShortcut = (event.ctrlKey || event.metaKey) && !editing.has(event.key.toLowerCase());
    if (isShortcut || event.key === 'Escape') event.stopImmediatePropagation();
  };
  window.addEventListener('keydown', stop, { capture: true });
  return () => window.removeEventListener('keydown', stop, { capture: true });
}

const dialogStyle = { zIndex: ABOVE_ALL, '& .MuiDialog-paper': { border: 0, borderRadius: 0 } };

const pageStyle = {
  minHeight: '100dvh',
  display: 'grid',
  placeItems: 'center',
  p: 2,
  background: 'radial-gradient(1200px 600px at 50% -10%, var(--accent-soft), transparent 60%), var(--bg)',
};
