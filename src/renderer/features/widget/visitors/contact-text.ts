import { type Lead } from '#shared/contract/widgets.ts';
import { leadField, type LeadField } from '#shared/contract/widget-settings.ts';

/** What somebody left, as a text to paste elsewhere: one thing a line, in the order of the form. */
export function contactText(
  { fields }: Pick<Lead, 'fields'>,
  t: (key: `columns.${LeadField}`) => string,
): string {
  return leadField.options
    .flatMap(field => {
      const value = fields[field];
      return value === undefined || value === '' ? [] : [`${t(`columns.${field}`)}: ${value}`];
    })
    .join('\n');
}

/** The address alone: what a visitor typed must not add a copy, a subject or a text of theirs. */
export function mailLink(email: string): string {
  return `mailto:${encodeURIComponent(email)}`;
}

/** Only what is dialled. */
export function phoneLink(phone: string): string {
  return `tel:${phone.replaceAll(/[^\d+*#]/g, '')}`;
}
