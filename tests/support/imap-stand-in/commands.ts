export type StoredMessage = { uid: number; raw: string; at: Date; seen: boolean };
export type Mailbox = Map<string, { uidValidity: number; messages: StoredMessage[] }>;
export type SessionState = { folder: string | null; isSecure: boolean; offersTls: boolean };

type Asked = {
  tag: string;
  command: string;
  state: SessionState;
  mailbox: Mailbox;
  account: { user: string; password: string };
};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const quoted = (text: string | null): string =>
  text === null ? 'NIL' : `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

function headerOf(raw: string, name: string): string | null {
  const [head = ''] = raw.split(/\r?\n\r?\n/u);
  const unfolded = head.replace(/\r?\n[ \t]+/gu, ' ');
  return new RegExp(`^${name}:[ \\t]*(.*)$`, 'imu').exec(unfolded)?.[1]?.trim() ?? null;
}

function addressOf(raw: string, name: string): string {
  const written = headerOf(raw, name);
  if (written === null) return 'NIL';
  const [, person = '', box = '', host = ''] =
    /^(?:"?([^"<]*?)"?\s*)?<?([^<@\s]+)@([^>\s]+)>?$/u.exec(written) ?? [];
  return `((${quoted(person === '' ? null : person)} NIL ${quoted(box)} ${quoted(host)}))`;
}

function envelopeOf(raw: string): string {
  const from = addressOf(raw, 'From');
  const parts = [
    quoted(headerOf(raw, 'Date')),
    quoted(headerOf(raw, 'Subject')),
    from,
    from,
    from,
    addressOf(raw, 'To'),
    'NIL',
    'NIL',
    'NIL',
    quoted(headerOf(raw, 'Message-ID')),
  ];
  return `(${parts.join(' ')})`;
}

const internalDate = (at: Date): string =>
  `"${String(at.getUTCDate()).padStart(2, '0')}-${MONTHS[at.getUTCMonth()]}-${at.getUTCFullYear()} ${at.toISOString().slice(11, 19)} +0000"`;

function isWithin(uid: number, set: string): boolean {
  return set.split(',').some(part => {
    const [from = '', to = from] = part.split(':');
    return uid >= Number(from) && (to === '*' || uid <= Number(to));
  });
}

const sizeOf = (raw: string): number => Buffer.byteLength(raw, 'latin1');

function fetched({ uid, raw, at }: StoredMessage, index: number, items: string): string {
  const parts = [`UID ${uid}`];
  if (/RFC822\.SIZE/iu.test(items)) parts.push(`RFC822.SIZE ${sizeOf(raw)}`);
  if (/INTERNALDATE/iu.test(items)) parts.push(`INTERNALDATE ${internalDate(at)}`);
  if (/ENVELOPE/iu.test(items)) parts.push(`ENVELOPE ${envelopeOf(raw)}`);
  if (/BODY(?:\.PEEK)?\[\]/iu.test(items)) parts.push(`BODY[] {${sizeOf(raw)}}\r\n${raw}`);
  return `* ${index + 1} FETCH (${parts.join(' ')})\r\n`;
}

/** What a server says to a command. */
export function answerTo({ tag, command, state, mailbox, account }: Asked): string {
  const [name = '', ...rest] = command.split(' ');
  const ok = `${tag} OK done\r\n`;
  const folder = state.folder === null ? undefined : mailbox.get(state.folder);
  switch (name.toUpperCase()) {
    case 'CAPABILITY':
      return `* CAPABILITY IMAP4rev1 LITERAL+${state.offersTls ? ' STARTTLS' : ''}\r\n${ok}`;
    case 'LOGIN': {
      const [user, password] = [...rest.join(' ').matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/gu)].map(
        ([, inQuotes, bare]) => (inQuotes ?? bare ?? '').replace(/\\(.)/gu, '$1'),
      );
      const isIn = user === account.user && password === account.password;
      return isIn ? ok : `${tag} NO [AUTHENTICATIONFAILED] wrong\r\n`;
    }
    case 'LIST': {
      if (rest.at(-1) === '""') return `* LIST (\\Noselect) "/" ""\r\n${ok}`;
      const all = [...mailbox.keys()].map(path => `* LIST (\\HasNoChildren) "/" ${quoted(path)}\r\n`);
      return all.join('') + ok;
    }
    case 'LSUB':
      return ok;
    case 'EXAMINE':
    case 'SELECT': {
      const path = rest
        .join(' ')
        .replace(/^"(.*)"$/u, '$1')
        .replaceAll('\\"', '"');
      const opened = mailbox.get(path);
      if (opened === undefined) return `${tag} NO [NONEXISTENT] no such folder\r\n`;
      state.folder = path;
      const next = Math.max(0, ...opened.messages.map(({ uid }) => uid)) + 1;
      const isReadOnly = name.toUpperCase() === 'EXAMINE';
      return [
        `* ${opened.messages.length} EXISTS`,
        '* FLAGS (\\Seen)',
        `* OK [UIDVALIDITY ${opened.uidValidity}] it is`,
        `* OK [UIDNEXT ${next}] it is`,
        `${tag} OK [${isReadOnly ? 'READ-ONLY' : 'READ-WRITE'}] open\r\n`,
      ].join('\r\n');
    }
    case 'UID': {
      const messages = folder?.messages ?? [];
      if (rest[0]?.toUpperCase() === 'SEARCH') {
        const since = /SINCE "?(\S+?)"?(?:\s|$)/iu.exec(command)?.[1];
        const set = /SEARCH.* UID (\S+)/iu.exec(command)?.[1];
        const found = messages.filter(
          ({ uid, at }) =>
            (since === undefined || at.getTime() >= Date.parse(`${since} UTC`)) &&
            (set === undefined || isWithin(uid, set)),
        );
        return `* SEARCH${found.map(({ uid }) => ` ${uid}`).join('')}\r\n${ok}`;
      }
      const items = rest.slice(2).join(' ');
      const answers = messages.flatMap((message, index) => {
        if (!isWithin(message.uid, rest[1] ?? '')) return [];
        if (/BODY\[\]/iu.test(items)) message.seen = true;
        return [fetched(message, index, items)];
      });
      return answers.join('') + ok;
    }
    case 'LOGOUT':
      return `* BYE\r\n${ok}`;
    case 'NOOP':
    case 'ID':
    case 'ENABLE':
    case 'CLOSE':
    case 'UNSELECT':
      return ok;
    default:
      return `${tag} BAD unknown\r\n`;
  }
}
