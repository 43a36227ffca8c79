import { useTranslation } from 'react-i18next';
import type { Chatbot } from '#shared/contract/chatbots.ts';
import type { DocumentSort } from '#shared/contract/documents.ts';
import { AddressSearch } from '../../ui/address-search.tsx';
import { FilterSelect } from '../../ui/table-toolbar.tsx';
import { NarrowingFilters, type Narrowed } from './narrowing-filters.tsx';
import type { Narrowing } from '#shared/contract/narrowing.ts';
import { documentView, type DocumentView } from './document-filter.ts';

/** What of the documents is shown, as it stands in the address. */
export type KnowledgeSearch = {
  state?: DocumentView | undefined;
  bot?: string | undefined;
  q?: string | undefined;
  type?: Narrowing['type'];
  lang?: Narrowing['language'];
  source?: string | undefined;
  tag?: string | undefined;
  sort?: DocumentSort | undefined;
  order?: 'asc' | 'desc' | undefined;
};

type Narrow = (change: KnowledgeSearch) => void;

export function DocumentSearch({ q, onChange }: { q: string | undefined; onChange: Narrow }) {
  const { t } = useTranslation('knowledge');
  return (
    <AddressSearch
      label={t('search')}
      q={q}
      onSearch={words => onChange({ q: words })}
      sx={{ flex: '1 1 180px', maxWidth: 420 }}
    />
  );
}

type Props = {
  search: KnowledgeSearch;
  clientId: string;
  bots: readonly Chatbot[];
  onChange: Narrow;
};

/** A state, a chatbot, a kind of file, a source, a tag, a language. */
export function DocumentFilters({
  search: { state, bot, type, lang, source, tag },
  clientId,
  bots,
  onChange,
}: Props) {
  const { t } = useTranslation('knowledge');
  return (
    <>
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
      <NarrowingFilters
        clientId={clientId}
        narrowed={{ type, language: lang, sourceId: source, tagId: tag }}
        onChange={change => onChange(inAddress(change))}
      />
    </>
  );
}

function inAddress(change: Narrowed): KnowledgeSearch {
  return {
    ...('type' in change ? { type: change.type } : {}),
    ...('language' in change ? { lang: change.language } : {}),
    ...('sourceId' in change ? { source: change.sourceId } : {}),
    ...('tagId' in change ? { tag: change.tagId } : {}),
  };
}
