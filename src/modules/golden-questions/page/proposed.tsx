import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client as core } from '../../../renderer/rpc/client.ts';
import { LineCard } from '../../../renderer/ui/line-card.tsx';
import { Icon } from '../../../renderer/ui/icon.tsx';
import { Notice } from '../../../renderer/ui/notice.tsx';
import { PagedList } from '../../../renderer/ui/paged-list.tsx';
import { EmptyState } from '../../../renderer/ui/states.tsx';
import { useToasts } from '../../../renderer/ui/toasts.tsx';
import { draftOf } from './question-list.tsx';
import { QuestionLine } from './question-line.tsx';
import { useReadAgain, type PartProps } from './status.ts';
import { useQuestions, useRemoving } from './use-questions.ts';

/** Questions that a model wrote: a person says which are right. */
export function Proposed({ chatbotId, status, onEdit }: PartProps) {
  const { t } = useTranslation('goldenQuestions');
  const toasts = useToasts();
  const readAgain = useReadAgain();
  const query = useQuestions(chatbotId, 'proposed');
  const setAside = useRemoving(t('proposed.setAsideDone'));
  const approve = useMutation({
    mutationFn: (id: string) => core.goldenQuestions.approve({ id }),
    onSuccess: async () => {
      await readAgain();
      toasts.done(t('proposed.approved'));
    },
    onError: toasts.failed,
  });
  const propose = useMutation({
    mutationFn: () => core.goldenQuestions.propose({ chatbotId }),
    onSuccess: async () => {
      await readAgain();
      toasts.done(t('proposed.started'));
    },
    onError: toasts.failed,
  });
  const mayPropose = status?.mayPropose === true;
  const button = mayPropose && (
    <Button
      disabled={status.proposing || propose.isPending}
      onClick={() => propose.mutate()}
      startIcon={<Icon name="spark" size={16} />}
    >
      {t('proposed.propose')}
    </Button>
  );
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      {status?.proposing === true && (
        <Notice tone="info" icon="spark" title={t('proposed.proposing')} live>
          {t('proposed.proposingHint')}
        </Notice>
      )}
      {status?.proposingFailed != null && (
        <Notice tone="warn" icon="warning" title={t('proposed.failed')}>
          {t('proposed.failedText')}
        </Notice>
      )}
      <PagedList
        query={query}
        rows={3}
        empty={
          <EmptyState
            icon="spark"
            title={t(mayPropose ? 'proposed.empty' : 'proposed.noModel')}
            action={button}
          >
            {t(mayPropose ? 'proposed.emptyAdvice' : 'proposed.noModelAdvice')}
          </EmptyState>
        }
      >
        {questions => (
          <>
            {button && <Box sx={{ mb: 1.5 }}>{button}</Box>}
            <LineCard>
              {questions.map(question => (
                <QuestionLine
                  key={question.id}
                  question={question}
                  actions={
                    <>
                      <Button
                        size="small"
                        disabled={approve.isPending}
                        onClick={() => approve.mutate(question.id)}
                      >
                        {t('proposed.approve')}
                      </Button>
                      <Button size="small" variant="text" onClick={() => onEdit(draftOf(question))}>
                        {t('questions.edit')}
                      </Button>
                      <Button
                        size="small"
                        variant="text"
                        disabled={setAside.isPending}
                        onClick={() => setAside.mutate(question.id)}
                      >
                        {t('proposed.setAside')}
                      </Button>
                    </>
                  }
                />
              ))}
            </LineCard>
          </>
        )}
      </PagedList>
    </Box>
  );
}
