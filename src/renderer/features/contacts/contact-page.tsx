import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactDetails } from '#shared/contract/contacts.ts';
import { editors } from '#shared/contract/route.ts';
import { orpc } from '../../rpc/client.ts';
import { problemOf } from '../../rpc/errors.ts';
import { useRights } from '../../state/rights.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { Icon } from '../../ui/icon.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx';
import { ContactCard } from './contact-card.tsx';
import { ContactEditor } from './contact-editor.tsx';
import { nameOf } from './contact-name.ts';
import { MergeDialog } from './merge-dialog.tsx';
import { RemoveContact } from './remove-contact.tsx';
import { Timeline } from './timeline.tsx';

/** One person or company: how to reach them, whom they belong to, and what happened. */
export default function ContactPage() {
  const { t } = useTranslation('contacts');
  const { id = '' } = useParams({ strict: false });
  const contact = useQuery(orpc.contacts.get.queryOptions({ input: { id }, retry: false }));
  if (contact.data) return <Opened key={contact.data.id} contact={contact.data} />;
  return (
    <Page title={t('title')}>
      {!contact.isError ? (
        <LoadingState rows={5} />
      ) : problemOf(contact.error) === 'resource.not_found' ? (
        <EmptyState
          icon="people"
          title={t('missing')}
          action={<LinkButton to="/contacts">{t('back')}</LinkButton>}
        >
          {t('missingAdvice')}
        </EmptyState>
      ) : (
        <ErrorState error={contact.error} onRetry={() => void contact.refetch()} />
      )}
    </Page>
  );
}

function Opened({ contact }: { contact: ContactDetails }) {
  const { t } = useTranslation('contacts');
  const mayChange = useRights(contact.clientId).may(...editors);
  const [dialog, setDialog] = useState<'edit' | 'merge' | 'remove' | null>(null);
  const close = () => setDialog(null);
  return (
    <Page
      title={nameOf(contact) ?? t('nameless')}
      subtitle={
        <Box component="span" sx={{ display: 'inline-flex', gap: 0.75, alignItems: 'center' }}>
          <Icon name={contact.kind === 'company' ? 'building' : 'user'} size={15} />
          {t(`kind_${contact.kind}`)}
        </Box>
      }
      actions={
        <>
          <LinkButton to="/contacts" startIcon={<Icon name="left" size={16} />}>
            {t('back')}
          </LinkButton>
          {contact.email !== null && (
            <LinkButton
              to="/approvals"
              search={{ write: true, contact: contact.id }}
              startIcon={<Icon name="mail" size={16} />}
            >
              {t('writeMail')}
            </LinkButton>
          )}
          {mayChange && (
            <>
              <Button onClick={() => setDialog('edit')} startIcon={<Icon name="edit" size={16} />}>
                {t('edit')}
              </Button>
              <ActionMenu
                label={t('more')}
                actions={[
                  { label: t('mergeWith'), icon: 'people', onChoose: () => setDialog('merge') },
                  {
                    label: t('remove'),
                    icon: 'trash',
                    destructive: true,
                    onChoose: () => setDialog('remove'),
                  },
                ]}
              />
            </>
          )}
        </>
      }
    >
      <Box
        sx={{
          display: 'grid',
          gap: 2.5,
          maxWidth: 1080,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) minmax(0, 1.35fr)' },
        }}
      >
        <ContactCard contact={contact} mayChange={mayChange} />
        <Timeline contactId={contact.id} />
      </Box>
      {dialog === 'edit' && <ContactEditor clientId={contact.clientId} contact={contact} onClose={close} />}
      {dialog === 'merge' && <MergeDialog one={contact} other={null} onClose={close} />}
      {dialog === 'remove' && <RemoveContact contact={contact} onClose={close} />}
    </Page>
  );
}
