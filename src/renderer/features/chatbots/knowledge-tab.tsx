import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import { editors } from '#shared/contract/route.ts';
import { useRights } from '../../state/rights.ts';
import { Icon } from '../../ui/icon.tsx';
import { EmptyState } from '../../ui/states.tsx';
import {
  AddButtons,
  DocumentTable,
  DropZone,
  newestDocuments,
  SameNameQuestion,
  UploadList,
  useAddDocuments,
  useDuplicateToast,
  useForWhom,
} from '../knowledge/index.ts';
import { AttachDocuments } from './attach-documents.tsx';
import { BoundTags } from './bound-tags.tsx';

/** The documents this chatbot may quote: adding new ones, taking up those already in Foyer. */
export function KnowledgeTab({ bot }: { bot: Chatbot }) {
  const { t } = useTranslation('chatbots');
  const mayEdit = useRights(bot.clientId).may(...editors);
  const forWhom = useForWhom([bot], bot.id);
  const add = useAddDocuments(forWhom);
  const [attaching, setAttaching] = useState(false);
  const [sorted, sort] = useState(newestDocuments);
  useDuplicateToast();
  return (
    <>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap', mb: 1.75 }}>
        <Box sx={{ flex: '1 1 150px', color: 'var(--muted)' }}>{t('knowledgeHint')}</Box>
        {mayEdit && (
          <>
            <Button startIcon={<Icon name="book" size={16} />} onClick={() => setAttaching(true)}>
              {t('knowledgeAttach')}
            </Button>
            <AddButtons add={add} />
          </>
        )}
      </Box>
      {mayEdit && <BoundTags bot={bot} />}
      {mayEdit && <DropZone add={add} forWhom={forWhom} />}
      <UploadList />
      <SameNameQuestion />
      <Box sx={{ mt: 1.75 }}>
        <DocumentTable
          clientId={bot.clientId}
          bots={[bot]}
          filter={{ chatbotId: bot.id }}
          sorted={sorted}
          onSort={sort}
          mayEdit={mayEdit}
          withChatbots={false}
          empty={
            <EmptyState icon="book" title={t('knowledgeEmpty')}>
              {t('knowledgeEmptyAdvice')}
            </EmptyState>
          }
        />
      </Box>
      {attaching && <AttachDocuments bot={bot} onClose={() => setAttaching(false)} />}
    </>
  );
}
