import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import OutlinedInput from '@mui/material/OutlinedInput';
import Select from '@mui/material/Select';
import { useTranslation } from 'react-i18next';
import { personState } from '#shared/contract/people.ts';
import { SEARCH_MAX_LENGTH } from '#shared/contract/limits.ts';
import { useCurrentClient } from '../../state/current-client.tsx';
import type { PeopleFilter } from './people-section.tsx';

type Props = { filter: PeopleFilter; onChange: (filter: PeopleFilter) => void };

/** Words, a state, a client. */
export function PeopleFilters({ filter, onChange }: Props) {
  const { t } = useTranslation('people');
  const { clients } = useCurrentClient();
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
      <OutlinedInput
        type="search"
        size="small"
        value={filter.q}
        placeholder={t('search')}
        onChange={event => onChange({ ...filter, q: event.target.value })}
        inputProps={{ 'aria-label': t('search'), maxLength: SEARCH_MAX_LENGTH }}
        sx={{ flex: '1 1 220px' }}
      />
      <Select
        size="small"
        displayEmpty
        value={filter.state ?? ''}
        inputProps={{ 'aria-label': t('stateFilter') }}
        onChange={event => onChange({ ...filter, state: personState.safeParse(event.target.value).data })}
      >
        <MenuItem value="">{t('anyState')}</MenuItem>
        {personState.options.map(state => (
          <MenuItem key={state} value={state}>
            {t(`state_${state}`)}
          </MenuItem>
        ))}
      </Select>
      {clients.length > 1 && (
        <Select
          size="small"
          displayEmpty
          value={filter.clientId ?? ''}
          inputProps={{ 'aria-label': t('clientFilter') }}
          onChange={event =>
            onChange({ ...filter, clientId: event.target.value === '' ? undefined : event.target.value })
          }
          sx={{ maxWidth: 220 }}
        >
          <MenuItem value="">{t('anyClient')}</MenuItem>
          {clients.map(({ id, name }) => (
            <MenuItem key={id} value={id}>
              {name}
            </MenuItem>
          ))}
        </Select>
      )}
    </Box>
  );
}
