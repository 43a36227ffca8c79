import Autocomplete from '@mui/material/Autocomplete';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { useId } from 'react';

type Props = {
  label: string;
  hint: string;
  /** Said when no zone holds what was typed. */
  noneMatches: string;
  value: string;
  onChange: (timeZone: string) => void;
};

/** Every zone the browser knows, and the one that is stored. */
function zonesWith(value: string): string[] {
  const known = Intl.supportedValuesOf('timeZone');
  return known.includes(value) ? known : [value, ...known];
}

/** A time zone, found by typing a city. */
export function TimeZoneField({ label, hint, noneMatches, value, onChange }: Props) {
  const id = useId();
  return (
    <div>
      <Box component="label" htmlFor={id} sx={{ display: 'block', fontWeight: 570, mb: '5px' }}>
        {label}
      </Box>
      <Autocomplete
        id={id}
        size="small"
        disableClearable
        options={zonesWith(value)}
        value={value}
        onChange={(_, chosen) => onChange(chosen)}
        getOptionLabel={zone => zone.replaceAll('_', ' ')}
        noOptionsText={noneMatches}
        renderInput={params => <TextField {...params} helperText={hint} />}
      />
    </div>
  );
}
