import { useTranslation } from 'react-i18next';
import { personState, type PersonState } from '#shared/contract/people.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import { AddressSearch } from '../../ui/address-search.tsx';
import { FilterSelect } from '../../ui/table-toolbar.tsx';

/** Who is shown, as it stands in the address. */
export type PeopleFilter = {
  q?: string | undefined;
  state?: PersonState | undefined;
  client?: string | undefined;
};

type Props = { filter: PeopleFilter; onChange: (change: PeopleFilter) => void };

/** Words, a state, a client. */
export function PeopleFilters({ filter: { q, state, client }, onChange }: Props) {
  const { t } = useTranslation('people');
  const { clients } = useCurrentClient();
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
        options={personState.options.map(value => ({ value, label: t(`state_${value}`) }))}
        onChange={chosen => onChange({ state: chosen })}
      />
      {clients.length > 1 && (
        <FilterSelect
          label={t('clientFilter')}
          any={t('anyClient')}
          value={client}
          options={clients.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={chosen => onChange({ client: chosen })}
        />
      )}
    </>
  );
}
