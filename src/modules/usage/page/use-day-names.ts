import { useFormat } from '../../../renderer/ui/format.ts';

const DAY_CHARACTERS = '2026-11-25'.length;

/** What a day (`2026-11-25`) or a month (`2026-11`) is called. */
export function useDayNames(): (day: string) => string {
  const format = useFormat();
  const months = new Intl.DateTimeFormat(format.language === 'fr' ? 'fr-FR' : 'en-GB', {
    month: 'short',
    year: 'numeric',
  });
  return day =>
    day.length === DAY_CHARACTERS ? format.day(day) : months.format(new Date(`${day}-15T12:00:00`));
}
