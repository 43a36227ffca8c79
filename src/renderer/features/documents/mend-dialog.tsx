import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Passage } from '#shared/contract/document.ts';
import {
  PASSAGE_MAX_LENGTH,
  PASSAGE_QUESTION_MAX_LENGTH,
  PASSAGE_QUESTIONS_MAX,
} from '#shared/contract/limits.ts';
import { client } from '../../rpc/client.ts';
import { Field } from '../../ui/field.tsx';
import { filledLines } from '../../ui/filled-lines.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';

type Props = { documentId: string; passage: Passage; onDone: () => void; onClose: () => void };

/** The words of a passage, and the questions that it answers. */
export function MendDialog({ documentId, passage, onDone, onClose }: Props) {
  const { t } = useTranslation(['documents', 'common']);
  const [text, setText] = useState(passage.text);
  const [questions, setQuestions] = useState(passage.questions.join('\n'));
  const mend = useMutation({
    mutationFn: () =>
      client.passages.mend({
        id: documentId,
        chunkId: passage.chunkId,
        questions: filledLines(questions.split('\n')),
        ...(text.trim() === passage.text.trim() ? {} : { text }),
      }),
    onSuccess: () => {
      onDone();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('mendTitle', { number: passage.ordinal + 1 })}
      submit={t('common:save')}
      error={mend.error}
      disabled={mend.isPending || text.trim() === ''}
      size="md"
      onSubmit={() => mend.mutate()}
      onClose={onClose}
    >
      <Field
        autoFocus
        multiline
        minRows={6}
        maxRows={16}
        label={t('mendWords')}
        hint={t('mendWordsHint')}
        value={text}
        onChange={event => setText(event.target.value)}
        slotProps={{ htmlInput: { maxLength: PASSAGE_MAX_LENGTH } }}
      />
      <Field
        multiline
        minRows={2}
        label={t('mendQuestions')}
        hint={t('mendQuestionsHint', { count: PASSAGE_QUESTIONS_MAX })}
        value={questions}
        onChange={event => setQuestions(event.target.value)}
        slotProps={{ htmlInput: { maxLength: PASSAGE_QUESTIONS_MAX * PASSAGE_QUESTION_MAX_LENGTH } }}
        sx={{ mt: 2 }}
      />
    </FormDialog>
  );
}
