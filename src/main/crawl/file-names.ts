import { decodeName } from './page-request.ts';

const ENDS: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'application/msword': '.doc',
  'application/rtf': '.rtf',
  'text/rtf': '.rtf',
  'application/epub+zip': '.epub',
  'application/vnd.ms-excel': '.xls',
  'application/vnd.ms-powerpoint': '.ppt',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '.xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': '.pptx',
  'application/vnd.oasis.opendocument.text': '.odt',
  'application/vnd.oasis.opendocument.spreadsheet': '.ods',
  'application/vnd.oasis.opendocument.presentation': '.odp',
  'text/plain': '.txt',
  'text/csv': '.csv',
  'text/markdown': '.md',
  'message/rfc822': '.eml',
};
const LONGEST = 120;

function usable(name: string): string {
  return name
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, LONGEST)
    .trim();
}

function lastPart(address: string): string {
  return usable(decodeName(new URL(address).pathname.split('/').findLast(part => part !== '') ?? ''));
}

/** The name under which a page is kept as a file. */
export function fileNameOfPage(address: string, title: string | null): string {
  const name =
    usable(title ?? '') || lastPart(address).replace(/\.\w{1,5}$/u, '') || usable(new URL(address).hostname);
  return `${name}.html`;
}

/** As the server calls it, or the end of its address; with the ending of its type where it has none. */
export function fileNameOfFile(address: string, given: string | null, contentType: string): string {
  const name = usable(given ?? '') || lastPart(address) || 'document';
  return /\.[a-z0-9]{1,5}$/iu.test(name) ? name : `${name}${ENDS[contentType] ?? ''}`;
}
