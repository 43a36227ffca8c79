import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { client, orpc } from '../../rpc/client.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { SessionList } from './session-list.tsx';

type PersonSessionsProps = { person: { id: string; fullName: string }; onClose: () => void };

/** Where another person is signed in, and ending all of it: for a lost computer, or one who left. */
export function PersonSessions({ person, onClose }: PersonSessionsProps) {
  const { t } = useTranslation(['security', 'common']);
  const toasts = useToasts();
  const queries = useQueryClient();
  const titleId = useId();
  const list = useQuery(orpc.security.sessions.queryOptions({ input: { userId: person.id } }));
  const endAll = useMutation({
    mutationFn: () => client.security.endSessions({ id: person.id }),
    onSuccess: ({ ended }) => {
      toasts.done(t('sessions.endedCount', { count: ended }), { text: person.fullName });
      void queries.invalidateQueries({ queryKey: orpc.security.sessions.key() });
      void queries.invalidateQueries({ queryKey: orpc.sessions.key() });
    },
    onError: toasts.failed,
  });
  const endable = list.data?.some(session => !session.current) ?? false;
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} maxWidth="sm" fullWidth>
      <DialogTitle id={titleId}>{t('sessions.titleOf', { name: person.fullName })}</DialogTitle>
      <DialogContent>
        {list.isError ? (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        ) : !list.data ? (
          <LoadingState rows={2} />
        ) : list.data.length === 0 ? (
          <Box sx={{ color: 'var(--muted)' }}>{t('sessions.none')}</Box>
        ) : (
          <SessionList sessions={list.data} />
        )}
      </DialogContent>
      <DialogActions>
        <Button variant="text" onClick={onClose}>
          {t('common:close')}
        </Button>
        {endable && (
          <Button
            variant="contained"
            color="error"
            disabled={endAll.isPending}
            onClick={() => endAll.mutate()}
          >
            {t('sessions.endAll')}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
