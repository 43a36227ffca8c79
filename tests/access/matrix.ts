import { artifactRows } from './artifact-rows.ts';
import type { Contract } from '#shared/contract/index.ts';
import type { ModuleName } from '#modules/index.ts';
import { moduleRows } from './module-rows.ts';
import {
  administrators,
  editors,
  readers,
  people,
  anyone,
  nothing,
  none,
  filtered,
  absent,
  withClient,
  bot,
  cloudBot,
  freshBot,
  document,
  conversation,
  message,
  key,
  job,
  freshPerson,
  nowhere,
  clientId,
  noExport,
  archive,
  freshFile,
  type RowsOf,
} from './rows.ts';
import { contactRows } from './contact-rows.ts';
import { modelRows, searchIndexRows } from './model-rows.ts';
import { passageRows } from './passage-rows.ts';
import { scrapingRows, sourceRows } from './source-rows.ts';
import { tagRows } from './tag-rows.ts';
import { widgetRows } from './widget-rows.ts';

/**
 * Who may call every operation, written down apart from the contract: a route that is new, or whose access changes,
 * fails until it is classified here.
 */
const features: RowsOf<Exclude<keyof Contract, ModuleName>> = {
  auth: {
    state: none(anyone),
    setUp: none(anyone, () => ({
      token: 'x',
      email: 'qui@exemple.fr',
      fullName: 'Qui',
      password: 'une phrase assez longue',
      language: 'fr',
    })),
    token: none(anyone, () => ({
      email: 'owner@atelier.example',
      password: 'une phrase que personne ne devine',
    })),
    login: none(anyone, () => ({
      email: 'owner@atelier.example',
      password: 'une phrase que personne ne devine',
    })),
    refresh: none(anyone, () => ({ refreshToken: 'x.y' })),
    logout: none(people),
    me: none(people),
    updateMe: none(people, () => ({ theme: 'dark' })),
    changePassword: none(people, () => ({
      currentPassword: 'pas la bonne',
      newPassword: 'une phrase assez longue',
    })),
    register: none(administrators, (_world, caller) => ({
      email: `neuf-${caller}@exemple.fr`,
      fullName: 'Neuf',
      password: 'une phrase assez longue',
      role: 'member',
    })),
  },
  secondFactor: {
    state: none(people),
    start: none(people, () => ({ password: 'pas la bonne' })),
    confirm: none(people, () => ({ code: '000000' })),
    renewRecoveryCodes: none(people, () => ({ password: 'pas la bonne', code: '000000' })),
    turnOff: none(people, () => ({ password: 'pas la bonne', code: '000000' })),
  },
  sessions: {
    list: none(people),
    end: none(people, nowhere),
    endOthers: none(people),
  },
  windowLock: {
    state: none(['local']),
    set: none(['local'], () => ({ afterMinutes: null })),
    remove: none(['local']),
    lock: none(['local']),
    unlock: none(['local'], () => ({ code: '0000' })),
  },
  security: {
    lockouts: none(administrators),
    liftLockout: none(administrators, nowhere),
    people: none(administrators),
    resetSecondFactor: none(administrators, freshPerson),
    sessions: none(administrators, async world => ({ userId: await world.freshPerson() })),
    endSessions: none(administrators, freshPerson),
    signingKey: none(administrators),
    rotateSigningKey: none(administrators),
  },
  people: {
    list: none(administrators),
    get: none(administrators, freshPerson),
    invite: none(administrators, (_world, caller) => ({
      email: `invite-${caller}@exemple.fr`,
      fullName: 'Invitée Neuve',
      language: 'fr',
      role: 'member',
    })),
    update: none(administrators, freshPerson),
    link: none(administrators, freshPerson),
    access: none(administrators, freshPerson),
    forgotPassword: none(anyone, () => ({ email: 'qui@exemple.fr' })),
    inspectLink: none(anyone, () => ({ token: 'aucun' })),
    acceptLink: none(anyone, () => ({ token: 'aucun', password: 'une phrase assez longue' })),
  },
  clients: {
    list: filtered([...people, 'read key', 'admin key'], nothing),
    create: none(administrators, () => ({ name: 'Nouveau client' })),
    get: absent([...people, 'read key', 'admin key'], clientId),
    update: absent(administrators, ({ estates }, _caller, side) => ({
      id: estates[side].clientId,
      contactName: 'Nadia',
    })),
    archive: none(administrators, async world => ({ id: await world.freshClient() })),
    restore: none(administrators, async world => ({ id: await world.freshClient() })),
    people: none(administrators, ({ estates }) => ({ id: estates.a.clientId })),
    retentionPreview: none(administrators, ({ estates }) => ({ id: estates.a.clientId })),
  },
  exports: {
    start: absent([...administrators, 'admin key'], clientId),
    list: absent([...administrators, 'admin key'], clientId),
    get: none([...administrators, 'admin key'], noExport),
    download: absent([...administrators, 'admin key'], archive),
    remove: none([...administrators, 'admin key'], noExport),
  },
  privacy: {
    eraseClient: none(administrators, ({ estates }) => ({ id: estates.a.clientId, confirmName: 'un autre' })),
    erasePerson: none(administrators, async world => ({
      id: await world.freshPerson(),
      confirmEmail: 'autre@exemple.fr',
    })),
    erasures: none(administrators),
    erasure: none(administrators, nowhere),
    retryErasure: none(administrators, nowhere),
  },
  chatbots: {
    list: absent([...people, 'chat key', 'search key', 'read key', 'admin key'], withClient),
    listByClient: absent([...people, 'chat key', 'search key', 'read key', 'admin key'], withClient),
    create: absent([...editors, 'write key', 'admin key'], ({ estates }, _caller, side) => ({
      name: 'Neuf',
      clientId: estates[side].clientId,
    })),
    get: absent([...people, 'chat key', 'search key', 'read key', 'admin key'], bot),
    update: absent([...editors, 'write key', 'admin key'], ({ estates }, _caller, side) => ({
      id: estates[side].botId,
      description: 'Changée',
    })),
    duplicate: absent([...editors, 'write key', 'admin key'], bot),
    remove: absent([...editors, 'write key', 'admin key'], freshBot),
    people: absent([...editors, 'write key', 'admin key'], bot),
    setPeople: absent([...editors, 'write key', 'admin key'], ({ estates }, _caller, side) => ({
      id: estates[side].botId,
      sharing: 'team',
      userIds: [],
    })),
  },
  cloud: {
    places: absent(editors, bot),
    example: absent(editors, cloudBot),
    allow: absent(editors, cloudBot),
    withdraw: absent(editors, cloudBot),
  },
  documents: {
    list: absent([...people, 'read key', 'admin key'], withClient),
    get: absent([...people, 'read key', 'admin key'], document),
    addPaths: none(['local'], ({ estates }) => ({ chatbotId: estates.a.botId, paths: ['/nulle/part'] })),
    upload: {
      ...absent([...editors, 'write key', 'admin key'], ({ estates }, _caller, side) => ({
        chatbotId: [estates[side].botId],
      })),
      files: freshFile,
    },
    download: absent([...people, 'read key', 'admin key'], document),
    pageImage: absent([...people, 'read key', 'admin key'], ({ estates }, _caller, side) => ({
      id: estates[side].documentId,
      page: 1,
      width: 300,
    })),
    pageLayout: absent([...people, 'read key', 'admin key'], document),
    addSample: absent([...editors, 'write key', 'admin key'], ({ estates }, _caller, side) => ({
      chatbotId: estates[side].botId,
      language: 'fr',
    })),
    link: absent([...editors, 'write key', 'admin key'], ({ estates }, _caller, side) => ({
      id: estates[side].documentId,
      chatbotIds: [estates[side].botId],
    })),
    linkMany: absent([...editors, 'write key', 'admin key'], ({ estates }, _caller, side) => ({
      ids: [estates[side].documentId],
      add: [estates[side].botId],
    })),
    rename: absent([...editors, 'write key', 'admin key'], ({ estates }, _caller, side) => ({
      id: estates[side].documentId,
      title: 'Autrement',
    })),
    dismiss: absent([...editors, 'write key', 'admin key'], ({ estates }, _caller, side) => ({
      ids: [estates[side].documentId],
    })),
    versions: absent([...people, 'read key', 'admin key'], document),
    compare: absent([...people, 'read key', 'admin key'], async (world, _caller, side) => ({
      id: world.estates[side].documentId,
      earlierId: await world.freshDocument(side),
    })),
    replace: absent([...editors, 'write key', 'admin key'], async (world, _caller, side) => ({
      id: world.estates[side].documentId,
      olderId: await world.freshDocument(side),
    })),
    restore: absent([...editors, 'write key', 'admin key'], async (world, _caller, side) => ({
      id: await world.freshEarlierVersion(side),
      beside: true,
    })),
    retry: absent([...editors, 'write key', 'admin key'], document),
    recognise: absent([...editors, 'write key', 'admin key'], document),
    stopRecognition: absent([...editors, 'write key', 'admin key'], document),
    retryMany: absent([...editors, 'write key', 'admin key'], (world, _caller, side) => ({
      clientId: world.estates[side].clientId,
      which: 'failed',
    })),
    remove: absent([...editors, 'write key', 'admin key'], async (world, _caller, side) => ({
      id: await world.freshDocument(side),
    })),
    unlock: absent([...editors, 'write key', 'admin key'], async (world, _caller, side) => ({
      id: await world.freshLockedDocument(side),
      password: 'secret',
    })),
    forgetPassword: absent([...editors, 'write key', 'admin key'], document),
    page: absent([...people, 'read key', 'admin key'], document),
    passages: absent([...people, 'read key', 'admin key'], document),
  },
  passages: passageRows,
  tags: tagRows,
  search: {
    search: absent([...people, 'search key', 'admin key'], ({ estates }, _caller, side) => ({
      chatbotId: estates[side].botId,
      q: 'livraison',
    })),
  },
  searchIndexes: searchIndexRows,
  conversations: {
    list: absent([...people, 'read key', 'admin key'], withClient),
    search: filtered([...people, 'read key', 'admin key'], () => ({ q: 'livraison' })),
    create: absent([...people, 'chat key', 'admin key'], ({ estates }, _caller, side) => ({
      chatbotId: estates[side].botId,
    })),
    get: absent([...people, 'chat key', 'read key', 'admin key'], conversation),
    rename: absent([...people, 'write key', 'admin key'], async (world, caller, side) => ({
      ...(await (conversation(world, caller, side) as Promise<{ id: string }>)),
      title: 'Renommée',
    })),
    remove: absent([...people, 'write key', 'admin key'], conversation),
    prepare: absent([...people, 'chat key', 'admin key'], ({ estates }, _caller, side) => ({
      chatbotId: estates[side].botId,
    })),
    chat: absent([...people, 'chat key', 'admin key'], ({ estates }, _caller, side) => ({
      chatbotId: estates[side].botId,
      message: 'Quels sont les délais de livraison ?',
    })),
    complete: absent([...people, 'chat key', 'admin key'], ({ estates }, _caller, side) => ({
      chatbotId: estates[side].botId,
      turns: [{ role: 'user', content: 'Quels sont les délais de livraison ?' }],
    })),
    regenerate: absent([...people, 'chat key', 'admin key'], conversation),
    follow: absent([...people, 'chat key', 'admin key'], message),
    stop: absent([...people, 'chat key', 'admin key'], message),
    unanswered: absent([...readers, 'read key', 'admin key'], withClient),
    dismiss: filtered([...readers, 'write key', 'admin key'], async (world, caller, side) => {
      const { messageId } = (await message(world, caller, side)) as { messageId: string };
      return { messageIds: [messageId] };
    }),
    waiting: absent([...readers, 'read key', 'admin key'], withClient),
    seeTo: absent([...readers, 'write key', 'admin key'], conversation),
  },
  contacts: contactRows,
  sources: sourceRows,
  scraping: scrapingRows,
  models: modelRows,
  keys: {
    list: filtered([...administrators, 'admin key'], nothing),
    get: absent([...administrators, 'admin key'], key),
    create: absent([...administrators, 'admin key'], ({ estates }, _caller, side) => ({
      clientId: estates[side].clientId,
      name: 'Neuve',
      scopes: ['chat'],
    })),
    update: absent([...administrators, 'admin key'], ({ estates }, _caller, side) => ({
      id: estates[side].keyId,
      name: 'Renommée',
    })),
    revoke: absent([...administrators, 'admin key'], key),
  },
  jobs: {
    list: filtered([...editors, 'read key', 'admin key'], nothing),
    cancel: absent([...editors, 'write key', 'admin key'], job),
    retry: absent([...editors, 'write key', 'admin key'], job),
    dismiss: absent([...editors, 'write key', 'admin key'], job),
    schedules: none(administrators),
    runSchedule: none(administrators, () => ({ name: 'accounts.upkeep' })),
  },
  mail: {
    get: none(administrators),
    replace: none(administrators, () => ({
      host: '127.0.0.1',
      port: 25,
      security: 'none',
      username: null,
      fromName: 'Foyer',
      fromAddress: 'foyer@exemple.fr',
      replyTo: null,
      linkBase: 'http://foyer.lan:4280',
      certificateAuthority: null,
    })),
    test: none(administrators, () => ({ to: 'qui@exemple.fr' })),
    propose: absent(readers, artifactRows.proposed),
    remove: none(administrators),
  },
  artifacts: artifactRows.routes,
  notifications: {
    list: none(people),
    unreadCount: none(people),
    markRead: none(people),
    preferences: none(people),
    updatePreferences: none(people, () => ({ quiet: null })),
  },
  connections: {
    list: none(administrators),
    places: none(administrators),
    reachable: none(administrators),
  },
  audit: {
    list: none(administrators),
    export: none(administrators),
    verify: none(administrators),
    actions: none(administrators),
  },
  secrets: {
    status: none(administrators),
    rotate: none(['owner', 'local']),
    protect: none(['owner', 'local'], () => ({ with: 'keyfile' })),
  },
  system: {
    info: none(administrators),
    doctor: none(administrators),
    index: absent([...people, 'read key', 'admin key'], withClient),
    overview: absent([...people, 'read key', 'admin key'], withClient),
    storage: none(anyone),
    settings: none(people),
    updateSettings: none(administrators, () => ({ firstRunDone: true })),
    changes: filtered([...people, 'read key', 'admin key'], nothing),
    acknowledge: none(administrators, () => ({ kind: 'changes_lost' })),
    shutDown: none(['local']),
  },
  network: {
    get: none(administrators),
    update: none(administrators, () => ({ name: 'foyer' })),
    setCertificate: none(administrators, () => ({ pair: null })),
    test: none(administrators),
    summary: none(editors),
    qrCode: none(editors, () => ({ text: 'http://foyer.local:4281/' })),
  },
  webInterface: {
    get: none(administrators),
    update: none(administrators, () => ({ publicUrl: null })),
    test: none(administrators),
  },
  ...widgetRows,
  modules: {
    list: absent([...people, 'read key', 'admin key'], withClient),
    switch: absent(administrators, ({ estates }, _caller, side) => ({
      clientId: estates[side].clientId,
      name: 'frequentAnswers',
      enabled: true,
    })),
  },
};

/** Those of modules stand with the module. */
export const matrix = { ...features, ...(await moduleRows()) };
