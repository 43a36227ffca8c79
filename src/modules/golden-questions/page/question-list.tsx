import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LineCard } from '../../../renderer/ui/line-card.tsx';
import { ConfirmDialog } from '../../../renderer/ui/confirm-dialog.tsx';
import { PagedList } from '../../../renderer/ui/paged-list.tsx';
import { EmptyState } from '../../../renderer/ui/states.tsx';
import type { GoldenQuestion } from '../contract.ts';
import { QuestionLine } from './question-line.tsx';
import type { PartProps } from './status.ts';
import { useQuestions, useRemoving } from './use-questions.ts';

/** The questions that are asked. */
export function QuestionList({ chatbotId, onEdit }: PartProps) {
  const { t } = useTranslation('goldenQuestions');
  const query = useQuestions(chatbotId, 'approved');
  const [leaving, ask] = useState<GoldenQuestion | null>(null);
  return (
    <>
      <PagedList
        query={query}
        rows={4}
        empty={
          <EmptyState
            icon="message"
            title={t('results.noQuestions')}
            action={<Button onClick={() => onEdit({ id: null })}>{t('add')}</Button>}
          >
            {t('results.noQuestionsAdvice')}
          </EmptyState>
        }
      >
        {questions => (
          <LineCard>
            {questions.map(question => (
              <QuestionLine
                key={question.id}
                question={question}
                actions={
                  <>
                    <Button size="small" variant="text" onClick={() => onEdit(draftOf(question))}>
                      {t('questions.edit')}
                    </Button>
                    <Button size="small" variant="text" color="error" onClick={() => ask(question)}>
                      {t('questions.remove')}
                    </Button>
                  </>
                }
              />
            ))}
          </LineCard>
        )}
      </PagedList>
      {leaving !== null && <Removing question={leaving} onClose={() => ask(null)} />}
    </>
  );
}

export function draftOf({ id, question, anchor }: GoldenQuestion) {
  return { id, question, anchor };
}

function Removing({
  question: { id, question },
  onClose,
}: {
  question: GoldenQuestion;
  onClose: () => void;
}) {
  const { t } = useTranslation('goldenQuestions');
  const remove = useRemoving(t('questions.removed'), onClose);
  return (
    <ConfirmDialog
      open
      destructive
      title={t('questions.removeTitle')}
      confirm={t('questions.remove')}
      busy={remove.isPending}
      onConfirm={() => remove.mutate(id)}
      onClose={onClose}
    >
      {t('questions.removeBody', { question })}
    </ConfirmDialog>
  );
}
