import OutlinedInput from '@mui/material/OutlinedInput';
import type { SxProps } from '@mui/material/styles';
import { useState } from 'react';
import { SEARCH_MAX_LENGTH } from '#shared/contract/limits.ts';

type Props = {
  label: string;
  /** The words of the address; none: everything is shown. */
  q: string | undefined;
  onSearch: (q: string | undefined) => void;
  sx?: SxProps;
};

/** Words a list is searched by, kept in the address, so that going back, and reloading, find the same list. */
export function AddressSearch({ label, q, onSearch, sx }: Props) {
  const [typed, setTyped] = useState(q ?? '');
  return (
    <OutlinedInput
      type="search"
      size="small"
      // Going back may have changed the address under the field.
      value={q === undefined && typed.trim() !== '' ? '' : typed}
      placeholder={label}
      onChange={event => {
        const words = event.target.value;
        setTyped(words);
        onSearch(words.trim() === '' ? undefined : words.trim());
      }}
      inputProps={{ 'aria-label': label, maxLength: SEARCH_MAX_LENGTH }}
      {...(sx === undefined ? {} : { sx })}
    />
  );
}
