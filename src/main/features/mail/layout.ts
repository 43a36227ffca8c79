import type { Language } from '#shared/contract/vocabulary.ts';

/** A mail before it has a form: everything in it is text. */
export type Letter = {
  language: Language;
  subject: string;
  greeting: string | null;
  paragraphs: readonly string[];
  /** Null: there is nothing to open. */
  action: { label: string; link: string } | null;
  below: readonly string[];
  /** Introduces the link in full; null when it is not worth repeating. */
  linkBelow: string | null;
  small: readonly string[];
};

/**
 * The same letter as text and as HTML. Tables and inline styles, since Outlook reads nothing else; no image, nothing
 * loaded from anywhere; dark where the reader's program is.
 */
export function layOut(letter: Letter): { text: string; html: string } {
  return { text: asText(letter), html: asHtml(letter) };
}

function asText({ greeting, paragraphs, action, below, small }: Letter): string {
  const body = [
    ...(greeting === null ? [] : [greeting]),
    ...paragraphs,
    ...(action === null ? [] : [`${action.label}\n${action.link}`]),
    ...below,
  ];
  return `${body.join('\n\n')}\n\n-- \n${small.join('\n')}\n`;
}

function asHtml(letter: Letter): string {
  const { language, subject, greeting, paragraphs, action, below, linkBelow, small } = letter;
  const link = action === null ? null : escaped(action.link);
  const lines = [...(greeting === null ? [] : [greeting]), ...paragraphs];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(subject)}</title>
<style>
@media (prefers-color-scheme: dark) {
  .page { background: #151311 !important; }
  .sheet { background: #1d1a17 !important; border-color: #36302b !important; }
  .ink { color: #f2ede6 !important; }
  .soft { color: #a9a095 !important; }
  .button { background: #f0884a !important; color: #1d120a !important; }
}
</style>
</head>
<body class="page" style="margin:0; padding:0; background:#faf8f5;">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#faf8f5;">
<tr><td align="center" style="padding:28px 14px;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:520px;">
<tr><td class="ink" style="${FONT} font-size:17px; font-weight:700; color:#211d18; padding:0 4px 14px;">Foyer</td></tr>
<tr><td class="sheet" style="background:#ffffff; border:1px solid #e8e3db; border-radius:14px; padding:28px;">
${lines.map(line => paragraph(line, 'ink', 'font-size:16px; line-height:1.5; color:#211d18;')).join('\n')}
${action === null ? '' : button(action.label, action.link)}
${below.map(line => paragraph(line, 'ink', 'font-size:15px; line-height:1.5; color:#211d18;')).join('\n')}
${linkBelow === null ? '' : paragraph(linkBelow, 'soft', SOFT)}
${linkBelow === null || link === null ? '' : `<p class="soft" style="${FONT} ${SOFT} margin:0; word-break:break-all;">${link}</p>`}
</td></tr>
<tr><td style="padding:16px 4px 0;">
${small.map(line => paragraph(line, 'soft', SOFT)).join('\n')}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

/** A letter of the office: its words and nothing of ours around them. */
export function asPlainLetter({
  language,
  subject,
  text,
}: {
  language: Language;
  subject: string;
  text: string;
}): string {
  const lines = text.split(/\n{2,}/u).map(line => paragraph(line, 'ink', 'font-size:16px; line-height:1.5;'));
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${escaped(subject)}</title></head>
<body>
${lines.join('\n')}
</body>
</html>
`;
}

const FONT = `font-family:'Inter','Segoe UI',Helvetica,Arial,sans-serif;`;
const SOFT = 'font-size:13px; line-height:1.5; color:#71695f;';

function button(label: string, link: string): string {
  return `<table role="presentation" cellpadding="0" cellspacing="0" style="margin:22px 0;"><tr>
<td class="button" style="background:#bf4a16; border-radius:10px;">
<a class="button" href="${escaped(link)}" style="${FONT} display:inline-block; padding:12px 22px; font-size:16px; font-weight:600; color:#ffffff; text-decoration:none; border-radius:10px;">${escaped(label)}</a>
</td></tr></table>`;
}

function paragraph(text: string, className: string, style: string): string {
  return `<p class="${className}" style="${FONT} ${style} margin:0 0 14px;">${escaped(text).replaceAll('\n', '<br>')}</p>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
