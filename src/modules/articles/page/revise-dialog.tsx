import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PROPOSED_TEXT_MAX_LENGTH, PROPOSED_TITLE_MAX_LENGTH } from '#shared/contract/limits.ts';
import { client, orpc } from '../../../renderer/rpc/client.ts';
import { problemOf } from '../../../renderer/rpc/errors.ts';
import { Field } from '../../../renderer/ui/field.tsx';
import { FormDialog } from '../../../renderer/ui/form-dialog.tsx';
import { LongField } from '../../../renderer/ui/long-field.tsx';
import { useToasts } from '../../../renderer/ui/toasts.tsx';
import type { Proposal } from '../contract.ts';

type Props = { proposal: Proposal; onClose: () => void };

/** An approved article is written anew: a newer version of its document. */
export function ReviseDialog({ proposal, onClose }: Props) {
  const { t } = useTranslation('articles');
  const queries = useQueryClient();
  const toasts = useToasts();
  const [title, setTitle] = useState(
    proposal.title ?? proposal.question.slice(0, PROPOSED_TITLE_MAX_LENGTH).trim(),
  );
  const [text, setText] = useState(proposal.text);
  const [knows, know] = useState(false);
  const save = useMutation({
    mutationFn: () =>
      client.articles.revise({
        id: proposal.id,
        title: title.trim(),
        text: text.trim(),
        keepsPersonal: knows,
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: orpc.articles.key() });
      toasts.done(t('revise.saved'));
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('revise.title')}
      submit={t('revise.save')}
      onSubmit={() => save.mutate()}
      onClose={onClose}
      error={save.error}
      disabled={title.trim() === '' || text.trim() === '' || save.isPending}
      size="sm"
    >
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
        <Field
          label={t('review.articleTitle')}
          required
          value={title}
          onChange={event => setTitle(event.target.value)}
          slotProps={{ htmlInput: { maxLength: PROPOSED_TITLE_MAX_LENGTH } }}
        />
        <LongField
          label={t('review.text_article')}
          hint={t('revise.hint')}
          autoFocus
          lines={[6, 16]}
          value={text}
          onText={setText}
          maxLength={PROPOSED_TEXT_MAX_LENGTH}
        />
        {(knows || (save.isError && problemOf(save.error) === 'articles.personal')) && (
          <FormControlLabel
            control={<Checkbox size="small" checked={knows} onChange={(_, checked) => know(checked)} />}
            label={t('revise.keepsPersonal')}
            sx={{ '& .MuiFormControlLabel-label': { typography: 'small' } }}
          />
        )}
      </Box>
    </FormDialog>
  );
}
