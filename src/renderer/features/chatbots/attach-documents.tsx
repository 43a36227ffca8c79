import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import OutlinedInput from '@mui/material/OutlinedInput';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import type { Document } from '#shared/contract/document.ts';
import { SEARCH_MAX_LENGTH } from '#shared/contract/limits.ts';
import { usePages } from '../../state/pages.ts';
import { client, orpc } from '../../rpc/client.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { ONE_LINE } from '../../ui/one-line.ts';
import { ErrorState, LoadingState } from '../../ui/states.tsx';
import { useToasts } from '../../ui/toasts.tsx';

const DOCUMENTS_AT_ONCE = 100;

/** Lets a chatbot quote documents that others already use; nothing is read twice. */
export function AttachDocuments({ bot, onClose }: { bot: Chatbot; onClose: () => void }) {
  const { t } = useTranslation(['chatbots', 'common']);
  const queries = useQueryClient();
  const toasts = useToasts();
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const [chosen, setChosen] = useState<ReadonlyMap<string, Document>>(new Map());
  const input = {
    clientId: bot.clientId,
    ...(q === '' ? {} : { q }),
  };
  const list = usePages({
    key: orpc.documents.list.key({ type: 'infinite', input }),
    atOnce: DOCUMENTS_AT_ONCE,
    ask: page => client.documents.list({ ...input, ...page }),
    keep: true,
  });
  const others = (list.data && list.items)?.filter(({ chatbotIds }) => !chatbotIds.includes(bot.id));
  const toggle = (document: Document) =>
    setChosen(current => {
      const next = new Map(current);
      if (!next.delete(document.id)) next.set(document.id, document);
      return next;
    });
  const attach = useMutation({
    async mutationFn() {
      await client.documents.linkMany({ ids: [...chosen.keys()], add: [bot.id] });
      return chosen.size;
    },
    onSuccess: count => {
      toasts.done(t('attached', { count }));
      onClose();
    },
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: orpc.documents.key() });
      void queries.invalidateQueries({ queryKey: orpc.chatbots.key() });
    },
  });
  return (
    <FormDialog
      title={t('attachTitle')}
      submit={chosen.size === 0 ? t('attachNothing') : t('attach', { count: chosen.size })}
      error={attach.error}
      disabled={chosen.size === 0 || attach.isPending}
      size="sm"
      onSubmit={() => attach.mutate()}
      onClose={onClose}
    >
      <Box sx={{ color: 'var(--muted)', mb: 1.5 }}>{t('attachHint', { name: bot.name })}</Box>
      <OutlinedInput
        fullWidth
        size="small"
        type="search"
        value={typed}
        placeholder={t('attachSearch')}
        onChange={event => setTyped(event.target.value)}
        inputProps={{ 'aria-label': t('attachSearch'), maxLength: SEARCH_MAX_LENGTH }}
      />
      <Box sx={{ mt: 1, minHeight: 160 }}>
        {list.isError ? (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        ) : others === undefined ? (
          <LoadingState rows={3} />
        ) : others.length === 0 && !list.hasNextPage ? (
          <Box sx={{ color: 'var(--muted)', p: 2, textAlign: 'center' }}>
            {t(q === '' ? 'attachNone' : 'attachNoMatch')}
          </Box>
        ) : (
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
            {others.map(document => (
              <Box component="li" key={document.id}>
                <Box
                  component="label"
                  sx={{
                    display: 'flex',
                    alignItems: 'center',
                    gap: 1,
                    p: '3px 6px 3px 0',
                    borderRadius: 'var(--r-s)',
                    cursor: 'pointer',
                    '&:hover': { background: 'var(--surface-2)' },
                  }}
                >
                  <Checkbox
                    size="small"
                    checked={chosen.has(document.id)}
                    onChange={() => toggle(document)}
                  />
                  <Box sx={{ minWidth: 0 }}>
                    <Box sx={{ ...ONE_LINE }}>{document.title}</Box>
                    {document.title !== document.fileName && (
                      <Box sx={{ color: 'var(--faint)', typography: 'small' }}>{document.fileName}</Box>
                    )}
                  </Box>
                </Box>
              </Box>
            ))}
          </Box>
        )}
        {list.hasNextPage && (
          <Button variant="text" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('common:loadMore')}
          </Button>
        )}
      </Box>
    </FormDialog>
  );
}
