import { describe, expect, it } from 'vitest';
import type { Role } from '#shared/contract/route.ts';
import { catalogues } from '#shared/i18n/index.ts';
import { chatbotTabs, clientTabs, railPlaces, settingsSections } from '../../places.ts';
import { ranked } from './ranking.ts';
import { targetsFor, type Situation } from './targets.ts';

const at = '2026-11-20T10:00:00.000Z';
const CLIENT = {
  id: 'client',
  name: 'Mairie de Saint-Aubin',
  domain: 'saint-aubin.fr',
  chatbotCount: 1,
  documentCount: 0,
  contactName: '',
  contactEmail: '',
  contactPhone: '',
  notes: '',
  language: 'fr',
  timeZone: 'Europe/Paris',
  monthlyQuota: null,
  retentionDays: null,
  visitorRetentionDays: null,
  active: true,
  archivedAt: null,
  erasing: false,
  createdAt: at,
  updatedAt: at,
} as unknown as Situation['clients'][number];
const BOT = { id: 'bot', clientId: 'client', name: 'État civil' } as Situation['chatbots'][number];

function situation(given: Partial<Situation> = {}, role: Role = 'owner'): Situation {
  return {
    role,
    strongestRole: role,
    roleIn: () => role,
    language: 'fr',
    words: catalogues,
    dark: false,
    local: false,
    clients: [CLIENT],
    current: CLIENT,
    chatbots: [BOT],
    ...given,
  };
}

const idsFor = (typed: string, given?: Partial<Situation>, role?: Role) =>
  ranked(typed, targetsFor(situation(given, role))).map(({ id }) => id);

/** What is typed, and what comes first; where several are as good, in whatever order. */
const WORDS: readonly (readonly [typed: string, ...first: string[]])[] = [
  // In French
  ['réseau', 'section_network'],
  ['reseaux', 'section_network'],
  ['RÉSEA', 'section_network'],
  ['wifi', 'section_network'],
  ['certificat', 'section_network', 'erasures'],
  ['https', 'section_network'],
  ['aide', 'section_help'],
  ['mode d’emploi', 'section_help'],
  ['raccourci', 'section_help'],
  ['clé', 'section_keys'],
  ['clés api', 'section_keys', 'client_keys'],
  ['api clé', 'section_keys', 'client_keys'],
  ['jeton', 'section_security', 'section_keys', 'client_keys', 'usage'],
  ['sombre', 'toDark'],
  ['thème', 'section_appearance', 'toDark'],
  ['langue', 'language', 'section_appearance'],
  ['changer de langue', 'language', 'section_appearance'],
  ['anglais', 'language', 'section_appearance'],
  ['mot de passe', 'section_account', 'section_security'],
  ['sauvegarde', 'section_data', 'client_privacy'],
  ['restaurer', 'section_data'],
  ['santé', 'section_data', 'home'],
  ['diagnostic', 'section_data', 'bot-deploy'],
  ['export', 'client_privacy', 'section_audit', 'bot-visitors'],
  ['effacer', 'client_privacy', 'erasures'],
  ['widget', 'chatbots', 'bot-appearance', 'bot-deploy', 'bot-visitors'],
  ['couleur', 'bot-appearance', 'section_appearance'],
  ['logo', 'bot-appearance'],
  ['intégrer', 'bot-deploy', 'chatbots'],
  ['WordPress', 'bot-deploy'],
  ['site', 'bot-deploy'],
  ['domaine', 'bot-deploy', 'client_overview', 'section_network'],
  ['modèle', 'models', 'addModel'],
  ['embeddings', 'models', 'addModel'],
  ['vecteurs', 'models'],
  ['ollama', 'models', 'addModel'],
  ['inviter', 'invite'],
  ['membre', 'section_people', 'invite', 'client_people'],
  ['personnes', 'section_people', 'client_people', 'invite'],
  ['rôle', 'section_people', 'client_people'],
  ['quota', 'client_quota', 'section_keys', 'bot-appearance', 'usage'],
  ['coût', 'usage'],
  ['courriel', 'section_mail'],
  ['smtp', 'section_mail'],
  ['journal', 'section_audit'],
  ['rgpd', 'section_privacy', 'client_privacy', 'bot-appearance', 'erasures'],
  ['se déconnecter', 'signOut'],
  ['instructions', 'bot-persona'],
  ['prospects', 'bot-visitors'],
  ['sans réponse', 'unanswered', 'conversations'],
  ['version', 'section_about'],
  ['licence', 'section_about'],
  ['état civil', 'bot'],
  ['civil diffuser', 'bot-deploy'],
  // In English
  ['network', 'section_network'],
  ['help', 'section_help'],
  ['key', 'section_keys', 'section_security', 'client_keys'],
  ['keys', 'section_keys'],
  ['dark', 'toDark', 'section_appearance'],
  ['backup', 'section_data', 'client_privacy', 'section_account'],
  ['language', 'language', 'section_appearance', 'client_overview', 'bot-persona'],
  ['password', 'section_account', 'section_security'],
  ['domain', 'bot-deploy', 'client_overview', 'section_network'],
  ['model', 'models', 'addModel', 'bot-persona'],
  ['invite', 'invite', 'section_people'],
  ['member', 'section_people', 'invite', 'client_people'],
  ['colour', 'bot-appearance', 'section_appearance'],
  ['color', 'bot-appearance', 'section_appearance'],
  ['integrate', 'bot-deploy', 'chatbots'],
  ['embed', 'bot-deploy', 'chatbots', 'models', 'addModel'],
  ['API', 'section_keys', 'client_keys'],
  ['health', 'section_data', 'home'],
  ['log out', 'signOut'],
  ['gdpr', 'section_privacy', 'client_privacy', 'bot-appearance', 'erasures'],
  ['unanswered', 'unanswered', 'conversations'],
];

describe('what the palette finds', () => {
  it.each(WORDS)('for « %s »', (typed, ...first) => {
    for (const language of ['fr', 'en'] as const) {
      const found = idsFor(typed, { language });
      expect(found.slice(0, first.length).toSorted(), language).toEqual(first.toSorted());
    }
  });

  it.each(['imprimante', 'printer', 'xyz', 'sombre réseau', '???x'])('is nothing for « %s »', typed => {
    expect(idsFor(typed)).toEqual([]);
  });

  it('is every page, section, tab and action, by its name in either language', () => {
    const all = targetsFor(situation());
    expect(all.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        ...railPlaces.map(({ page }) => page),
        ...settingsSections.map(({ section }) => `section_${section}`),
        ...clientTabs.map(({ tab }) => `client_${tab}`),
        ...chatbotTabs.map(({ tab }) => `bot-${tab}`),
      ]),
    );
    for (const language of ['fr', 'en'] as const) {
      for (const { id, label } of targetsFor(situation({ language }))) {
        for (const shown of ['fr', 'en'] as const) {
          // The way to the other language is there in one language only.
          if (id !== 'language') expect(idsFor(label, { language: shown }), label).toContain(id);
        }
      }
    }
  });

  it('is found by what merely stands on a page too, after all else', () => {
    expect(idsFor('starttls')).toEqual(['sources', 'section_mail']);
    expect(idsFor('argon2 base de')).toEqual([]);
    expect(idsFor('infomaniak')).toEqual(['section_mail']);
  });

  it('is what a person may open: each role has its own', () => {
    const offered = (role: Role) => targetsFor(situation({}, role)).map(({ id }) => id);
    const sections = (role: Role) => offered(role).filter(id => id.startsWith('section_'));
    const everyone = ['appearance', 'account', 'notifications', 'privacy', 'help', 'about'].map(
      name => `section_${name}`,
    );
    for (const role of ['editor', 'agent', 'member'] as const) {
      const own = role === 'editor' ? everyone.toSpliced(4, 0, 'section_modules', 'section_tasks') : everyone;
      expect(sections(role)).toEqual(own);
      expect(offered(role).filter(id => id.startsWith('client_'))).toEqual([]);
    }
    expect(sections('admin')).toHaveLength(settingsSections.length);
    expect(offered('editor')).toEqual(expect.arrayContaining(['addDocuments', 'newChatbot', 'bot-deploy']));
    for (const role of ['agent', 'member'] as const) {
      for (const id of ['addDocuments', 'newChatbot', 'bot-deploy', 'invite', 'models', 'knowledge', 'bench'])
        expect(offered(role)).not.toContain(id);
    }
    expect(offered('agent')).toContain('unanswered');
    expect(offered('member')).not.toContain('unanswered');
  });

  it('turns to the other theme and the other language, and does not sign out at the machine itself', () => {
    const first = (typed: string, given: Partial<Situation>) => idsFor(typed, given)[0];
    expect(idsFor('thème sombre').slice(0, 2)).toEqual(['toDark', 'section_appearance']);
    expect(first('passer en sombre', { dark: false })).toBe('toDark');
    expect(first('light', { dark: true })).toBe('toLight');
    expect(idsFor('sombre', { dark: true })).toContain('toLight');
    expect(idsFor('sign out', { local: true })).not.toContain('signOut');
    const { label } = targetsFor(situation({ language: 'en' })).find(({ id }) => id === 'language') ?? {};
    expect(label).toBe('Passer en français');
  });

  it('names whose tab it is, which narrows but does not find by itself', () => {
    expect(idsFor('état civil')).toEqual(['bot']);
    expect(idsFor('données mairie')[0]).toBe('client_privacy');
    expect(idsFor('mairie').filter(id => id.startsWith('client_'))).toEqual([]);
  });

  it('shows no parts of pages until something is looked for', () => {
    const shown = idsFor('  ');
    expect(shown).toContain('section_network');
    for (const id of ['bot-deploy', 'client_privacy', 'erasures', 'bench']) expect(shown).not.toContain(id);
  });
});
