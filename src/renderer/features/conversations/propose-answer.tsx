import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PROPOSED_QUESTION_MAX_LENGTH, PROPOSED_TEXT_MAX_LENGTH } from '#shared/contract/limits.ts';
import type { Message } from '#shared/contract/messages.ts';
import { editors } from '#shared/contract/route.ts';
import { useRights } from '../../state/rights.ts';
import { client, orpc } from '../../rpc/client.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { LoadingDialog } from '../../ui/loading-dialog.tsx';
import { LongField } from '../../ui/long-field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useToasts } from '../../ui/toasts.tsx';

/** Under an answer: the right one can be said, or what a person wrote kept for others who ask. */
export function ProposeUnder({ message: { id, sender } }: { message: Message }) {
  const { t } = useTranslation('articles');
  const [open, setOpen] = useState(false);
  return (
    <Box sx={{ m: '-18px 0 18px 42px' }}>
      <Button
        size="small"
        variant="text"
        onClick={() => setOpen(true)}
        sx={{ ml: '-12px', color: 'var(--muted)', fontWeight: 500 }}
      >
        {t(sender.kind === 'operator' ? 'proposing.takeOver' : 'proposing.correct')}
      </Button>
      {open && <ProposeDialog messageId={id} onClose={() => setOpen(false)} />}
    </Box>
  );
}

type Props = { messageId: string; onClose: () => void };

/** The answer that should have been given, in the words of whoever knows. It waits for somebody’s yes. */
export function ProposeDialog({ messageId, onClose }: Props) {
  const { t } = useTranslation('articles');
  const query = useQuery(
    orpc.articles.draft.queryOptions({ input: { messageId }, staleTime: Infinity, gcTime: 0 }),
  );
  const mayDecide = useRights().may(...editors);
  const before = query.data?.before ?? null;
  if (query.data && before === null)
    return <Writing messageId={messageId} draft={query.data} mayDecide={mayDecide} onClose={onClose} />;
  const words = { title: t('proposing.title'), submit: t('proposing.propose') };
  if (before === null) return <LoadingDialog {...words} query={query} rows={3} onClose={onClose} />;
  return (
    <FormDialog {...words} onSubmit={onClose} onClose={onClose} disabled size="sm">
      <Notice
        tone="info"
        icon="info"
        title={t(before.state === 'dropped' ? 'proposing.before_dropped' : 'proposing.before_waiting')}
      >
        {mayDecide && (
          <LinkButton size="small" variant="text" to="/modules/$name" params={{ name: 'articles' }}>
            {t('proposing.see')}
          </LinkButton>
        )}
      </Notice>
    </FormDialog>
  );
}

type WritingProps = Props & { draft: { question: string; text: string }; mayDecide: boolean };

function Writing({ messageId, draft, mayDecide, onClose }: WritingProps) {
  const { t } = useTranslation('articles');
  const queries = useQueryClient();
  const toasts = useToasts();
  const [question, setQuestion] = useState(draft.question);
  const [text, setText] = useState(draft.text);
  const propose = useMutation({
    mutationFn: () => client.articles.propose({ messageId, question: question.trim(), text: text.trim() }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: orpc.articles.key() });
      toasts.done(t('proposing.proposed'), {
        text: t(mayDecide ? 'proposing.thenDecide' : 'proposing.thenWait'),
      });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('proposing.title')}
      submit={t('proposing.propose')}
      onSubmit={() => propose.mutate()}
      onClose={onClose}
      error={propose.error}
      disabled={question.trim() === '' || text.trim() === '' || propose.isPending}
      size="sm"
    >
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
        <LongField
          label={t('proposing.question')}
          hint={t('proposing.questionHint')}
          lines={[2, 4]}
          value={question}
          onText={setQuestion}
          maxLength={PROPOSED_QUESTION_MAX_LENGTH}
        />
        <LongField
          label={t('proposing.text')}
          hint={t('proposing.textHint')}
          autoFocus
          lines={[4, 12]}
          value={text}
          onText={setText}
          maxLength={PROPOSED_TEXT_MAX_LENGTH}
        />
      </Box>
    </FormDialog>
  );
}
