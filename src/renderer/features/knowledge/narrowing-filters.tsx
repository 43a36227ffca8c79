import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { documentType, type Narrowing } from '#shared/contract/narrowing.ts';
import { language } from '#shared/contract/vocabulary.ts';
import { editors } from '#shared/contract/route.ts';
import { useRights } from '../../state/rights.ts';
import { orpc } from '../../rpc/client.ts';
import { useTags } from '../tags/index.ts';
import { FilterSelect } from '../../ui/table-toolbar.tsx';

const SOURCES_OFFERED = 200; // the contract's largest page

/** What a person narrows documents and the bench to. */
export type Narrowed = Pick<Narrowing, 'type' | 'language' | 'sourceId' | 'tagId'>;

type Props = { clientId: string | undefined; narrowed: Narrowed; onChange: (change: Narrowed) => void };

/** A kind of file, a source, a tag, a language: each left out where there is nothing to choose. */
export function NarrowingFilters({ clientId, narrowed, onChange }: Props) {
  const { t } = useTranslation(['knowledge', 'tags']);
  const tags = useTags(clientId);
  const mayEdit = useRights(clientId).may(...editors); // who sees sources
  const sources = useQuery(
    orpc.sources.list.queryOptions({
      input: { limit: SOURCES_OFFERED, ...(clientId === undefined ? {} : { clientId }) },
      enabled: clientId !== undefined && mayEdit,
    }),
  );
  const offered = (sources.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <FilterSelect
        label={t('typeFilter')}
        any={t('anyType')}
        value={narrowed.type}
        options={documentType.options.map(value => ({ value, label: t(`type_${value}`) }))}
        onChange={type => onChange({ type })}
      />
      {offered.length > 0 && (
        <FilterSelect
          label={t('sourceFilter')}
          any={t('anySource')}
          value={narrowed.sourceId}
          options={offered}
          onChange={sourceId => onChange({ sourceId })}
        />
      )}
      {tags.data !== undefined && tags.data.length > 0 && (
        <FilterSelect
          label={t('tags:filter')}
          any={t('tags:any')}
          value={narrowed.tagId}
          options={tags.data.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={tagId => onChange({ tagId })}
        />
      )}
      <FilterSelect
        label={t('languageFilter')}
        any={t('anyLanguage')}
        value={narrowed.language}
        options={language.options.map(value => ({ value, label: t(`language_${value}`) }))}
        onChange={chosen => onChange({ language: chosen })}
      />
    </>
  );
}

/** What was chosen, without what was not: as a call takes it. */
export function chosenOf({ type, language: written, sourceId, tagId }: Narrowed): Narrowed {
  return {
    ...(type === undefined ? {} : { type }),
    ...(written === undefined ? {} : { language: written }),
    ...(sourceId === undefined ? {} : { sourceId }),
    ...(tagId === undefined ? {} : { tagId }),
  };
}
