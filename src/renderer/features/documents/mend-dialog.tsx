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
import { useFormat } from '../../ui/format.ts';
import { filledLines } from '../../ui/filled-lines.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { questionProblems, textProblem } from './mend-problems.ts';

type Props = { documentId: string; passage: Passage; onDone: () => void; onClose: () => void };

/** The words of a passage, and the questions that it answers. */
export function MendDialog({ documentId, passage, onDone, onClose }: Props) {
  const { t } = useTranslation(['documents', 'common']);
  const { number } = useFormat();
  const [text, setText] = useState(passage.text);
  const [questions, setQuestions] = useState(passage.questions.join('\n'));
  const wrongText = textProblem(text);
  const wrongQuestions = questionProblems(questions);
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
      disabled={mend.isPending || wrongText !== null || wrongQuestions.length > 0}
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
        error={wrongText !== null}
        hint={
          wrongText === null
            ? t('mendWordsHint')
            : wrongText.kind === 'empty'
              ? t('mendWordsEmpty')
              : t('mendWordsLong', { length: number(wrongText.length), most: number(PASSAGE_MAX_LENGTH) })
        }
        value={text}
        onChange={event => setText(event.target.value)}
      />
      <Field
        multiline
        minRows={2}
        maxRows={8}
        label={t('mendQuestions')}
        error={wrongQuestions.length > 0}
        hint={
          wrongQuestions.length === 0
            ? t('mendQuestionsHint', { count: PASSAGE_QUESTIONS_MAX })
            : wrongQuestions
                .map(problem =>
                  problem.kind === 'many'
                    ? t('mendQuestionsMany', { ...problem, most: PASSAGE_QUESTIONS_MAX })
                    : t('mendQuestionLong', { ...problem, most: PASSAGE_QUESTION_MAX_LENGTH }),
                )
                .join(' ')
        }
        value={questions}
        onChange={event => setQuestions(event.target.value)}
        sx={{ mt: 2 }}
      />
    </FormDialog>
  );
}
