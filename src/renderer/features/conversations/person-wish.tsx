import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '#shared/contract/conversations.ts';
import { conversationReaders } from '#shared/contract/route.ts';
import { useRights } from '../../state/rights.ts';
import { useFormat } from '../../ui/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { useNow } from '../../ui/use-now.ts';
import { useSeeingTo } from './use-seeing-to.ts';

/** Somebody waits for a person of the office, until it is said that they were seen to. */
export function PersonWish({ conversation: { id, clientId, waitingSince } }: { conversation: Conversation }) {
  const { t } = useTranslation('conversations');
  const format = useFormat();
  const now = useNow();
  const seeing = useSeeingTo();
  const { may } = useRights(clientId);
  if (waitingSince === null) return null;
  return (
    <Box
      role="status"
      sx={{
        display: 'flex',
        alignItems: 'center',
        flexWrap: 'wrap',
        gap: 1.25,
        p: { xs: '10px 12px', md: '10px 16px 10px 24px' },
        background: 'var(--warn-soft)',
        color: 'var(--warn)',
        fontWeight: 560,
      }}
    >
      <Icon name="user" />
      <Box sx={{ flex: 1, minWidth: 160 }}>{t('waitsSince', { when: format.ago(waitingSince, now) })}</Box>
      {may(...conversationReaders) && (
        <Button
          variant="contained"
          size="small"
          title={t('seenToTitle')}
          startIcon={<Icon name="check" size={16} />}
          disabled={seeing.isPending}
          onClick={() => seeing.mutate({ id, seenTo: true })}
        >
          {t('seeTo')}
        </Button>
      )}
    </Box>
  );
}
