import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fileAddress } from '../../../rpc/files.ts';
import { shownLanguage } from '../../../state/i18n.ts';
import { Icon } from '../../../ui/icon.tsx';
import { TabList, tabPanel } from '../../../ui/tab-list.tsx';
import { FeedbackList } from './feedback-list.tsx';
import { LeadList } from './lead-list.tsx';

export type VisitedBot = { id: string; clientId: string };

const lists = ['leads', 'feedback'] as const;
type List = (typeof lists)[number];

/** Names and addresses, and opinions on answers, of one chatbot's visitors. */
export function VisitorLists({ bot }: { bot: VisitedBot }) {
  const { t } = useTranslation('visitors');
  const [list, setList] = useState<List>('leads');
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2, maxWidth: 820 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
        <Box sx={{ flex: '1 1 auto', minWidth: 0 }}>
          <TabList
            label={t('lists')}
            value={`visitors-${list}` as const}
            tabs={lists.map(value => ({ value: `visitors-${value}` as const, label: t(`list_${value}`) }))}
            onChange={next => setList(lists.find(value => `visitors-${value}` === next) ?? 'leads')}
          />
        </Box>
        <ExportButton chatbotId={bot.id} list={list} />
      </Box>
      <Box {...tabPanel(`visitors-${list}`)}>
        {list === 'leads' ? <LeadList bot={bot} /> : <FeedbackList bot={bot} />}
      </Box>
    </Box>
  );
}

function ExportButton({ chatbotId, list }: { chatbotId: string; list: List }) {
  const { t } = useTranslation('visitors');
  const input = { id: chatbotId, list, language: shownLanguage() };
  return (
    <Button
      component="a"
      size="small"
      href={fileAddress('/chatbots/{id}/widget/visitors-export', input)}
      download
      startIcon={<Icon name="download" size={15} />}
    >
      {t('export')}
    </Button>
  );
}
