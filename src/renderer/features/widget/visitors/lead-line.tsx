import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { editors } from '#shared/contract/route.ts';
import type { Lead } from '#shared/contract/widgets.ts';
import { client, orpc } from '../../../rpc/client.ts';
import { useRights } from '../../../state/rights.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { useFormat } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { LinkBox } from '../../../ui/link-box.tsx';
import { StateChip, type Tone } from '../../../ui/state-chip.tsx';
import { useToasts } from '../../../ui/toasts.tsx';
import { useNow } from '../../../ui/use-now.ts';
import { contactText, mailLink, phoneLink } from './contact-text.ts';
import type { VisitedBot } from './visitor-lists.tsx';
import { OpenConversation } from './open-conversation.tsx';

const tones: Record<Lead['reason'], Tone> = { person: 'warn', offline: 'info', lead: 'quiet' };

/** One who left name and address: why, what, and how to answer. */
export function LeadLine({ bot, lead }: { bot: VisitedBot; lead: Lead }) {
  const { t } = useTranslation('visitors');
  const format = useFormat();
  const now = useNow();
  const { may } = useRights(bot.clientId);
  const { reason, fields, conversationId, contactId, createdAt } = lead;
  const { name, company, message } = fields;
  return (
    <Box sx={{ p: '12px 14px 10px 16px', display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 0.75 }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'baseline', flexWrap: 'wrap' }}>
        <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere', color: name ? 'inherit' : 'var(--muted)' }}>
          {contactId === null ? (
            (name ?? t('nameless'))
          ) : (
            <LinkBox to="/contacts/$id" params={{ id: contactId }} sx={{ color: 'inherit' }}>
              {name ?? t('nameless')}
            </LinkBox>
          )}
          {company && (
            <Box component="span" sx={{ color: 'var(--muted)', fontWeight: 400 }}>{` · ${company}`}</Box>
          )}
        </Box>
        <StateChip tone={tones[reason]}>{t(`reason_${reason}`)}</StateChip>
        <Box component="span" sx={{ ml: 'auto', color: 'var(--faint)', typography: 'small', flex: 'none' }}>
          {format.ago(createdAt, now)}
        </Box>
      </Box>
      <Ways lead={lead} />
      {message && <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{message}</Box>}
      <Box sx={{ display: 'flex', gap: 0.5, alignItems: 'center', flexWrap: 'wrap' }}>
        {conversationId !== null && <OpenConversation id={conversationId} chatbotId={bot.id} />}
        <Box sx={{ flex: 1 }} />
        <Box component="span" aria-label={t('copy')} role="group">
          <CopyButton compact text={contactText(lead, t)} />
        </Box>
        {may(...editors) && <RemoveLead bot={bot} lead={lead} />}
      </Box>
    </Box>
  );
}

/** By mail and by telephone, where they left one. */
function Ways({ lead: { fields } }: { lead: Lead }) {
  const { t } = useTranslation('visitors');
  const { email, phone } = fields;
  if (!email && !phone) return null;
  const link = { color: 'var(--accent)', overflowWrap: 'anywhere' } as const;
  return (
    <Box sx={{ display: 'flex', columnGap: 2, rowGap: 0.25, flexWrap: 'wrap' }}>
      {email && (
        <Box component="a" href={mailLink(email)} aria-label={t('writeTo', { address: email })} sx={link}>
          {email}
        </Box>
      )}
      {phone && (
        <Box component="a" href={phoneLink(phone)} aria-label={t('call', { number: phone })} sx={link}>
          {phone}
        </Box>
      )}
    </Box>
  );
}

function RemoveLead({ bot, lead }: { bot: VisitedBot; lead: Lead }) {
  const { t } = useTranslation('visitors');
  const queries = useQueryClient();
  const toasts = useToasts();
  const [asking, ask] = useState(false);
  const removal = useMutation({
    mutationFn: () => client.widgets.removeLead({ id: bot.id, leadId: lead.id }),
    onSuccess: async () => {
      ask(false);
      toasts.done(t('removed'));
      await queries.invalidateQueries({ queryKey: orpc.widgets.leads.key() });
    },
    onError: toasts.failed,
  });
  const { name } = lead.fields;
  return (
    <>
      <Tooltip title={t('remove')}>
        <IconButton size="small" aria-label={t('remove')} onClick={() => ask(true)}>
          <Icon name="trash" size={16} />
        </IconButton>
      </Tooltip>
      <ConfirmDialog
        open={asking}
        title={t('removeTitle')}
        confirm={t('remove')}
        destructive
        busy={removal.isPending}
        onConfirm={() => removal.mutate()}
        onClose={() => ask(false)}
      >
        {name ? t('removeBody', { name }) : t('removeBodyNameless')}
      </ConfirmDialog>
    </>
  );
}
