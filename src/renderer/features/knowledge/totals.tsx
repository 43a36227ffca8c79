import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc } from '../../rpc/client.ts';
import { useFormat } from '../../ui/format.ts';
import type { DocumentView } from './document-filter.ts';

/** How many documents there are, and apart from them what needs a look: each leads to its list. */
export function Totals({ clientId }: { clientId: string }) {
  const { t } = useTranslation('knowledge');
  const format = useFormat();
  const { data } = useQuery(orpc.documents.list.queryOptions({ input: { clientId, limit: 1 } }));
  if (!data) return <span>&nbsp;</span>;
  const { documents, passages, working, failed, warned } = data.totals;
  const counted = (count: number) => ({ count, formatted: format.number(count) });
  const needsLook: { view: DocumentView; words: string }[] = [
    ...(warned > 0 ? [{ view: 'warned' as const, words: t('warned', counted(warned)) }] : []),
    ...(failed > 0 ? [{ view: 'failed' as const, words: t('failed', counted(failed)) }] : []),
  ];
  return (
    <>
      {t('totals', {
        documents: t('documentCount', counted(documents)),
        passages: t('passageCount', counted(passages)),
      })}
      {working > 0 && `, ${t('working', counted(working))}`}
      {needsLook.map(({ view, words }) => (
        <Fragment key={view}>
          {', '}
          <Link to="/knowledge" search={{ state: view }}>
            {words}
          </Link>
        </Fragment>
      ))}
      {documents > 0 && working + failed + warned === 0 && `, ${t('upToDate')}`}
    </>
  );
}
