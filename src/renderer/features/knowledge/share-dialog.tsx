import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import type { Document } from '#shared/contract/document.ts';
import { client, orpc } from '../../rpc/client.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useToasts } from '../../ui/toasts.tsx';
import { eachOf } from './each-of.ts';

type Props = {
  documents: readonly Document[];
  bots: readonly Chatbot[];
  onClose: () => void;
  onDone: () => void;
};

/** Which chatbots use the chosen documents: those that all of them have, some, none. Given and taken away in one go. */
export function ShareDialog({ documents, bots, onClose, onDone }: Props) {
  const { t } = useTranslation(['knowledge', 'common']);
  const queries = useQueryClient();
  const toasts = useToasts();
  const [wanted, setWanted] = useState<ReadonlyMap<string, boolean>>(new Map());
  const holders = (id: string) => documents.filter(({ chatbotIds }) => chatbotIds.includes(id)).length;
  const ids = documents.map(({ id }) => id);
  const add = bots
    .filter(({ id }) => wanted.get(id) === true && holders(id) < ids.length)
    .map(({ id }) => id);
  const remove = bots.filter(({ id }) => wanted.get(id) === false && holders(id) > 0).map(({ id }) => id);
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: orpc.documents.key() });
    void queries.invalidateQueries({ queryKey: orpc.chatbots.key() });
  };
  const undo = useMutation({
    mutationFn: (before: readonly Document[]) =>
      eachOf(before, ({ id, chatbotIds }) => client.documents.link({ id, chatbotIds })),
    onError: toasts.failed,
    onSettled: refresh,
  });
  const share = useMutation({
    mutationFn: () => client.documents.linkMany({ ids, add, remove }),
    onSuccess: ({ changed }) => {
      const before = [...documents];
      toasts.done(t('shared', { count: changed }), { undo: () => undo.mutate(before) });
      onDone();
    },
    onSettled: refresh,
  });
  return (
    <FormDialog
      title={t('shareTitle', { count: ids.length })}
      submit={t('common:save')}
      error={share.error}
      disabled={share.isPending || add.length + remove.length === 0}
      onSubmit={() => share.mutate()}
      onClose={onClose}
    >
      <Box sx={{ color: 'var(--muted)', mb: 1 }}>{t('shareHint')}</Box>
      {bots.map(({ id, name }) => {
        const held = holders(id);
        const checked = wanted.get(id) ?? held === ids.length;
        const mixed = !wanted.has(id) && held > 0 && held < ids.length;
        return (
          <FormControlLabel
            key={id}
            sx={{ display: 'flex', ml: '-9px', mr: 0 }}
            control={
              <Checkbox
                checked={checked}
                indeterminate={mixed}
                onChange={() => setWanted(current => new Map(current).set(id, mixed || !checked))}
              />
            }
            label={mixed ? t('shareSome', { name, held, count: ids.length }) : name}
          />
        );
      })}
    </FormDialog>
  );
}
