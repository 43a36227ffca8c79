import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailSettings, MailState } from '#shared/contract/mail.ts';
import { client, orpc } from '../../rpc/client.ts';
import { problemOf, useProblemWords } from '../../rpc/errors.ts';
import { useToasts } from '../../ui/toasts.tsx';
import { SettingCard } from '../../ui/setting-card.tsx';
import { emptyMailDraft, isChanged, mailDraftOf, mailProblemsOf, replacementOf } from './mail-draft.ts';
import { MailTest } from './mail-test.tsx';
import { Notice } from '../../ui/notice.tsx';
import { RemoveServer } from './remove-server.tsx';
import { SenderFields } from './sender-fields.tsx';
import { ServerFields } from './server-fields.tsx';

/** The server and the sender, saved together; then the test of what is saved. */
export function MailForm({ stored }: { stored: MailSettings | null }) {
  const { t } = useTranslation('mailSettings');
  const words = useProblemWords();
  const queries = useQueryClient();
  const toasts = useToasts();
  const [draft, setDraft] = useState(stored ? mailDraftOf(stored) : emptyMailDraft());
  const [told, setTold] = useState(false);
  const problems = mailProblemsOf(draft, stored);
  const changed = isChanged(draft, stored);
  const save = useMutation({
    mutationFn: () => client.mail.replace(replacementOf(draft)),
    onSuccess: (state: MailState) => {
      queries.setQueryData(orpc.mail.get.queryKey({ input: {} }), state);
      void queries.invalidateQueries({ queryKey: orpc.auth.state.key() });
      if (state.settings) setDraft({ ...mailDraftOf(state.settings), preset: draft.preset });
      setTold(false);
      toasts.done(t('saved'), { text: t('savedText') });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTold(true);
    if (Object.keys(problems).length === 0 && !save.isPending) save.mutate();
  };
  const fields = {
    draft,
    problems: told ? problems : {},
    onChange: (next: typeof draft) => {
      setDraft(next);
      save.reset();
    },
  };
  const failed = save.isError ? words(problemOf(save.error)) : null;
  return (
    <>
      <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 2.5 }}>
        <SettingCard title={t('server')} hint={t('serverHint')}>
          <ServerFields {...fields} stored={stored} />
        </SettingCard>
        <SettingCard title={t('sender')} hint={t('senderHint')}>
          <SenderFields {...fields} />
        </SettingCard>
        {failed && (
          <Box role="alert">
            <Notice tone="bad" icon="warning" title={failed.title}>
              {failed.advice}
            </Notice>
          </Box>
        )}
        <Box sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap' }}>
          <Button type="submit" variant="contained" disabled={save.isPending || !changed}>
            {t('save')}
          </Button>
          {stored && <RemoveServer />}
        </Box>
      </Box>
      {stored && <MailTest changed={changed} />}
    </>
  );
}
