import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { SENDER_NAME_MAX_LENGTH } from '#shared/contract/limits.ts';
import { orpc } from '../../rpc/client.ts';
import { Field } from '../../ui/field.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { withSender, type MailDraft, type MailProblem } from './mail-draft.ts';
import { Notice } from '../../ui/notice.tsx';
import type { MailFieldsProps } from './server-fields.tsx';

/** In whose name, and where the links lead. */
export function SenderFields({ draft, problems, onChange }: MailFieldsProps) {
  const { t } = useTranslation('mailSettings');
  const change = (changed: Partial<MailDraft>) => onChange({ ...draft, ...changed });
  const hintOf = (problem: MailProblem | undefined, otherwise?: string) =>
    problem === undefined ? otherwise : t(problem);
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: '1fr 1fr' } }}>
        <Field
          label={t('fromAddress')}
          type="email"
          autoComplete="off"
          error={problems.fromAddress !== undefined}
          hint={hintOf(problems.fromAddress)}
          value={draft.fromAddress}
          onChange={event => onChange(withSender(draft, event.target.value))}
        />
        <Field
          label={t('fromName')}
          autoComplete="off"
          value={draft.fromName}
          onChange={event => change({ fromName: event.target.value })}
          slotProps={{ htmlInput: { maxLength: SENDER_NAME_MAX_LENGTH } }}
        />
        <Field
          label={t('replyTo')}
          type="email"
          autoComplete="off"
          error={problems.replyTo !== undefined}
          hint={hintOf(problems.replyTo, t('replyToHint'))}
          value={draft.replyTo}
          onChange={event => change({ replyTo: event.target.value })}
        />
      </Box>
      <LinkPlace />
    </Box>
  );
}

/** Where links in mails lead, which is set with the network. */
function LinkPlace() {
  const { t } = useTranslation('mailSettings');
  const state = useQuery(orpc.webInterface.get.queryOptions({ input: {} }));
  if (!state.data) return null;
  const { url, reach } = state.data.link;
  return (
    <Notice tone={reach === 'here' ? 'warn' : 'info'} icon={reach === 'here' ? 'warning' : 'info'}>
      {reach === 'here' ? t('linksHere') : t('linksLead', { url: url ?? '' })}{' '}
      <LinkButton
        variant="text"
        size="small"
        to="/settings/$section"
        params={{ section: 'network' }}
        sx={{ p: '0 4px', verticalAlign: 'baseline' }}
      >
        {t('linksChange')}
      </LinkButton>
    </Notice>
  );
}
