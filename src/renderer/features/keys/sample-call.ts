import type { ApiKey } from '#shared/contract/keys.ts';

type Sample = {
  address: string;
  key: string;
  scopes: ApiKey['scopes'];
  /** A chatbot that the key reaches; undefined when the client has none. */
  chatbotId: string | undefined;
  question: string;
  words: string;
};

/** A line for a terminal that does the most telling thing the key may do. */
export function sampleCall({
  address,
  key,
  scopes,
  chatbotId = 'CHATBOT_ID',
  question,
  words,
}: Sample): string {
  const header = `-H "Authorization: Bearer ${key}"`;
  const may = (scope: ApiKey['scopes'][number]) => scopes.includes(scope) || scopes.includes('admin');
  if (may('chat')) {
    const body = JSON.stringify({ chatbotId, message: question }).replaceAll("'", "'\\''");
    return [
      `curl -N ${address}/api/conversations/chat`,
      `  ${header}`,
      `  -H "Content-Type: application/json"`,
      `  -d '${body}'`,
    ].join(' \\\n');
  }
  if (may('search')) {
    return [
      `curl -G ${address}/api/search`,
      `  ${header}`,
      `  -d chatbotId=${chatbotId} --data-urlencode "q=${words}"`,
    ].join(' \\\n');
  }
  if (may('read')) return `curl ${address}/api/chatbots \\\n  ${header}`;
  return [
    `curl ${address}/api/documents`,
    `  ${header}`,
    `  -F chatbotId=${chatbotId} -F file=@document.pdf`,
  ].join(' \\\n');
}
