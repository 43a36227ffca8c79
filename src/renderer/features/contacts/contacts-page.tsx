import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { contactKind, type ContactKind } from '#shared/contract/contacts.ts';
import { editors } from '#shared/contract/route.ts';
import { fileAddress } from '../../rpc/files.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { shownLanguage } from '../../state/i18n.ts';
import { useRights } from '../../state/rights.ts';
import { ActionMenu } from '../../ui/action-menu.tsx';
import { AddressSearch } from '../../ui/address-search.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { saveFrom } from '../../ui/save-as-file.ts';
import { LoadingState } from '../../ui/states.tsx';
import { FilterSelect } from '../../ui/table-toolbar.tsx';
import { ContactEditor } from './contact-editor.tsx';
import { ContactList } from './contact-list.tsx';
import { Duplicates } from './duplicates.tsx';
import { ImportContacts } from './import-contacts.tsx';

/** People and companies of the client: found, added, imported, taken out. */
export default function ContactsPage() {
  const { t } = useTranslation('contacts');
  const { clientId, current } = useCurrentClient();
  const mayChange = useRights().may(...editors);
  const [dialog, setDialog] = useState<'add' | 'import' | null>(null);
  const close = () => setDialog(null);
  if (clientId === undefined) {
    return (
      <Page title={t('title')}>
        <LoadingState rows={6} />
      </Page>
    );
  }
  return (
    <Page
      title={t('title')}
      subtitle={current && t('subtitle', { client: current.name })}
      actions={
        <>
          {mayChange && (
            <Button
              variant="contained"
              onClick={() => setDialog('add')}
              startIcon={<Icon name="plus" size={16} />}
            >
              {t('add')}
            </Button>
          )}
          <ActionMenu
            label={t('menu')}
            actions={[
              mayChange && { label: t('import'), icon: 'up', onChoose: () => setDialog('import') },
              {
                label: t('exportTable'),
                icon: 'download',
                onChoose: () =>
                  saveFrom(fileAddress('/contacts.csv', { clientId, language: shownLanguage() })),
              },
              {
                label: t('exportCards'),
                icon: 'download',
                onChoose: () => saveFrom(fileAddress('/contacts.vcf', { clientId })),
              },
            ]}
          />
        </>
      }
    >
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5, maxWidth: 1180 }}>
        {mayChange && <Duplicates key={clientId} clientId={clientId} />}
        <ContactList
          key={clientId}
          clientId={clientId}
          filters={<Filters />}
          {...(mayChange ? { onAdd: () => setDialog('add'), onImport: () => setDialog('import') } : {})}
        />
      </Box>
      {dialog === 'add' && <ContactEditor clientId={clientId} contact={null} onClose={close} />}
      {dialog === 'import' && <ImportContacts clientId={clientId} onClose={close} />}
    </Page>
  );
}

/** Kept in the address, so that going back, and reloading, find the same list. */
function Filters() {
  const { t } = useTranslation('contacts');
  const { q, kind } = useSearch({ from: '/inside/contacts' });
  const navigate = useNavigate({ from: '/contacts' });
  const narrow = (change: { q?: string | undefined; kind?: ContactKind | undefined }) =>
    void navigate({ search: before => ({ ...before, ...change }), replace: true });
  return (
    <>
      <AddressSearch
        label={t('search')}
        q={q}
        onSearch={words => narrow({ q: words })}
        sx={{ flex: '1 1 200px', maxWidth: 420 }}
      />
      <FilterSelect
        label={t('kindFilter')}
        any={t('anyKind')}
        value={kind}
        options={contactKind.options.map(value => ({ value, label: t(`kinds_${value}`) }))}
        onChange={chosen => narrow({ kind: chosen })}
      />
    </>
  );
}
