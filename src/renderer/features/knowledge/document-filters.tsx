import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import type { DocumentSort } from '#shared/contract/documents.ts';
import { AddressSearch } from '../../ui/address-search.tsx';
import { FilterSelect } from '../../ui/table-toolbar.tsx';
import { documentView, type DocumentView } from './document-filter.ts';

/** What of the documents is shown, as it stands in the address. */
export type KnowledgeSearch = {
  state?: DocumentView | undefined;
  bot?: string | undefined;
  q?: string | undefined;
  sort?: DocumentSort | undefined;
  order?: 'asc' | 'desc' | undefined;
};

type Props = {
  search: KnowledgeSearch;
  bots: readonly Chatbot[];
  onChange: (change: KnowledgeSearch) => void;
};

/** Words, a state, a chatbot. */
export function DocumentFilters({ search: { state, bot, q }, bots, onChange }: Props) {
  const { t } = useTranslation('knowledge');
  return (
    <>
      <AddressSearch
        label={t('search')}
        q={q}
        onSearch={words => onChange({ q: words })}
        sx={{ flex: '1 1 220px', maxWidth: 420 }}
      />
      <FilterSelect
        label={t('stateFilter')}
        any={t('anyState')}
        value={state}
        options={documentView.options.map(value => ({ value, label: t(`state_${value}`) }))}
        onChange={chosen => onChange({ state: chosen })}
      />
      {bots.length > 1 && (
        <FilterSelect
          label={t('botFilter')}
          any={t('anyBot')}
          value={bot}
          options={bots.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={chosen => onChange({ bot: chosen })}
        />
      )}
    </>
  );
}
