import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Certificate, RemovedCounts } from '#shared/contract/privacy.ts';
import { Card } from '../../ui/card.tsx';
import { useFormat } from '../../ui/format.ts';
import { Facts, Statements } from '../../ui/setting-card.tsx';

/** In the order they are told. */
const kinds = [
  'chatbots',
  'conversations',
  'messages',
  'ratings',
  'visitors',
  'contacts',
  'addressBook',
  'artifacts',
  'notifications',
  'attachments',
  'widgets',
  'documents',
  'sources',
  'passages',
  'vectors',
  'files',
  'fileBytes',
  'exports',
  'keys',
  'memberships',
  'sessions',
  'links',
  'recoveryCodes',
  'jobs',
  'idempotentAnswers',
  'auditDetails',
  'events',
  'logLines',
] as const satisfies readonly (keyof RemovedCounts)[];

/** The certificate as it is read and printed. */
export function CertificateSheet({ certificate }: { certificate: Certificate }) {
  const { t, i18n } = useTranslation('clients');
  const format = useFormat();
  const { subject, subjectId, requestedAt, finishedAt, requestedBy, removed, chain } = certificate;
  const value = (kind: keyof RemovedCounts, count: number) =>
    kind === 'fileBytes' ? format.bytes(count) : format.number(count);
  return (
    <Card
      component="article"
      className="print-sheet"
      sx={{ maxWidth: 760, p: { xs: 2.5, md: '28px 32px' }, display: 'grid', gap: 3 }}
    >
      <div>
        <Box sx={{ color: 'var(--muted)', typography: 'small' }}>Foyer · {t('certificate')}</Box>
        <Box component="h2" sx={{ typography: 'heading', fontWeight: 640 }}>
          {t(`certificateOf_${subject}`)}
        </Box>
        <Box component="p" sx={{ mt: 0.75 }}>
          {t(`certificateStatement_${subject}`)}
        </Box>
      </div>
      <Facts
        facts={[
          { name: t('subjectId'), value: <code>{subjectId}</code> },
          { name: t('requestedAt'), value: format.dateTime(requestedAt) },
          { name: t('finishedAt'), value: finishedAt === null ? '–' : format.dateTime(finishedAt) },
          {
            name: t('requestedBy'),
            value: requestedBy === null ? t('requestedByMachine') : <code>{requestedBy}</code>,
          },
          {
            name: t('chain'),
            value: chain === null ? t('noChain') : t('chainAt', { sequence: format.number(chain.sequence) }),
          },
          { name: t('certificateId'), value: <code>{certificate.id}</code> },
        ]}
      />
      <Part title={t('removedTitle')}>
        <Facts
          facts={[
            ...kinds.flatMap(kind => {
              const count = removed[kind];
              return count === undefined ? [] : [{ name: t(`removed_${kind}`), value: value(kind, count) }];
            }),
            ...(certificate.removedOthers ?? []).map(({ what, count }) => ({
              name: i18n.language.startsWith('en') ? what.en : what.fr,
              value: format.number(count),
            })),
          ]}
        />
      </Part>
      <Part title={t('remainsTitle')}>
        <Remains certificate={certificate} />
      </Part>
    </Card>
  );
}

function Remains({ certificate: { snapshots } }: { certificate: Certificate }) {
  const { t } = useTranslation('clients');
  const format = useFormat();
  const copies = snapshots.map(({ name, madeAt, removedAfter }) =>
    t('remainsSnapshot', { name, made: format.date(madeAt), until: format.date(removedAfter) }),
  );
  return (
    <Statements>
      {[t('remainsOwn'), t('remainsAudit'), ...(copies.length === 0 ? [t('remainsNone')] : copies)]}
    </Statements>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Box component="h3" sx={{ typography: 'lead', fontWeight: 640, mb: 1.25 }}>
        {title}
      </Box>
      {children}
    </section>
  );
}
