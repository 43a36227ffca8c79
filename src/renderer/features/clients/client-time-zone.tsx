import { useTranslation } from 'react-i18next';
import { TimeZoneField } from '../../ui/time-zone-field.tsx';

type Props = { value: string; onChange: (timeZone: string) => void };

/** Where a client is, to know which day it is there. */
export function ClientTimeZone({ value, onChange }: Props) {
  const { t } = useTranslation('clients');
  return (
    <TimeZoneField
      label={t('timeZone')}
      hint={t('timeZoneHint')}
      noneMatches={t('noTimeZone')}
      value={value}
      onChange={onChange}
    />
  );
}
