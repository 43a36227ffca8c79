import { useTranslation } from 'react-i18next';
import type { Client } from '#shared/contract/clients.ts';
import { administrators } from '#shared/contract/route.ts';
import { useSession } from '../../state/session.tsx';
import { Card } from '../../ui/card.tsx';
import { useFormat } from '../../ui/format.ts';
import { Facts } from '../../ui/setting-card.tsx';
import { ClientForm } from './client-form.tsx';

/** Who a client is: to change for administrators, to read for the others. */
export function OverviewTab({ client }: { client: Client }) {
  const mayChange = useSession().may(...administrators);
  return mayChange ? <ClientForm client={client} /> : <ClientFacts client={client} />;
}

function ClientFacts({ client }: { client: Client }) {
  const { t } = useTranslation('clients');
  const { t: common } = useTranslation('common');
  const format = useFormat();
  const { domain, contactName, contactEmail, contactPhone, notes, language, timeZone } = client;
  const told = (text: string | null) => text ?? t('notGiven');
  const contact = [contactName, contactEmail, contactPhone].filter(part => part !== null);
  return (
    <Card sx={{ p: '18px 20px', maxWidth: 720 }}>
      <Facts
        facts={[
          { name: t('domain'), value: told(domain) },
          { name: t('contact'), value: contact.length === 0 ? t('notGiven') : contact.join(' · ') },
          { name: t('language'), value: common(language === 'fr' ? 'french' : 'english') },
          { name: t('timeZone'), value: timeZone.replaceAll('_', ' ') },
          ...(notes === null ? [] : [{ name: t('notes'), value: notes }]),
          { name: t('createdOn'), value: format.dateTime(client.createdAt) },
        ]}
      />
    </Card>
  );
}
