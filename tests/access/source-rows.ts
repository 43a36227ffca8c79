import type { Contract } from '#shared/contract/index.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { absent, editors, none, readers, withClient, type Row } from './rows.ts';
import type { Side, World } from './world.ts';

const mayRead = [...readers.filter(who => who !== 'agent'), 'read key', 'admin key'] as const;
const mayWrite = [...editors, 'write key', 'admin key'] as const;
const folder = temporaryFolder();
process.once('exit', folder.remove);
const settings = { path: folder.path, ignore: [], subfolders: true };
/** Of nobody: those admitted are told so, and no site is read. */
const nobody = '019a9f00-0000-7000-8000-000000000000';
const site = {
  start: ['https://site.example/'],
  sitemap: true,
  include: [],
  exclude: [],
  depth: 3,
  pages: 100,
  delayMs: 1000,
  files: true,
  browser: false,
  local: false,
};

const feed = {
  address: 'https://feed.example/atom.xml',
  read: 'auto' as const,
  entries: 50,
  delayMs: 1000,
  local: false,
};

const server = {
  host: 'mail.example',
  port: 993,
  security: 'tls' as const,
  certificate: null,
  local: false,
};
const mailbox = { ...server, folder: 'INBOX', since: null, messages: 100 };
const login = { user: 'lea', password: 'secret' };

/** A source that nobody has used before: an empty folder. */
async function fresh({ temporary, estates }: World, side: Side): Promise<string> {
  const { clientId } = estates[side];
  return (await temporary.client.sources.addFolder({ clientId, chatbotIds: [], settings })).id;
}
const source: Row['input'] = async (world, _caller, side) => ({ id: await fresh(world, side) });

export const scrapingRows: { [Route in keyof Contract['scraping']]: Row } = {
  urls: absent(mayRead, withClient),
  addUrl: none(mayWrite, () => ({ clientId: nobody, url: 'https://site.example/' })),
  removeUrl: none(mayWrite, () => ({ id: nobody })),
  trigger: none(mayWrite, () => ({ id: nobody })),
  status: absent(mayRead, withClient),
};

export const sourceRows: { [Route in keyof Contract['sources']]: Row } = {
  list: absent(mayRead, withClient),
  get: absent(mayRead, source),
  addFolder: none(['local'], ({ estates }) => ({ clientId: estates.a.clientId, chatbotIds: [], settings })),
  addSite: none(mayWrite, () => ({ clientId: nobody, chatbotIds: [], settings: site })),
  addFeed: none(mayWrite, () => ({ clientId: nobody, chatbotIds: [], settings: feed })),
  addMailbox: none(mayWrite, () => ({ clientId: nobody, chatbotIds: [], settings: mailbox, login })),
  mailboxFolders: none(mayWrite, () => ({ clientId: nobody, server, login })),
  update: absent(mayWrite, async (world, _caller, side) => ({ id: await fresh(world, side), name: 'Autre' })),
  changeFolder: none(['local'], async world => ({ id: await fresh(world, 'a'), settings })),
  changeSite: none(mayWrite, () => ({ id: nobody, settings: site })),
  changeFeed: none(mayWrite, () => ({ id: nobody, settings: feed })),
  changeMailbox: none(mayWrite, () => ({ id: nobody, settings: mailbox, login })),
  remove: absent(mayWrite, source),
  look: absent(mayWrite, source),
  cancel: absent(mayWrite, source),
  pause: absent(mayWrite, source),
  resume: absent(mayWrite, source),
  difference: absent(mayRead, source),
  approve: absent(mayWrite, source),
  dismiss: absent(mayWrite, source),
  items: absent(mayRead, source),
  looks: absent(mayRead, source),
};
