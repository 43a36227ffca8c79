import type { palette as french } from '../fr/palette.ts';
import type { Words } from '../words.ts';

export const palette = {
  home: 'dashboard statistics figures activity overview start health',
  chat: 'talk ask a question answer try conversation new',
  chatbots: 'robot assistant agent bot persona widget integrate embed create',
  knowledge: 'documents files knowledge base pdf drop import upload folder sources passages',
  tags: 'labels keywords categories sort classify topics tagging',
  sources: 'watched folder follow web pages internet crawler scrape sync refresh fresh network nas',
  addSource: 'add follow folder web pages watch connect',
  conversations: 'history exchanges messages inbox unanswered questions visitors read',
  contacts: 'address book duplicates merge import vcard',
  approvals:
    'approve approval approvals validate review accept refuse reject confirm yes no pending send pay',
  usage: 'cost price spending money bill tokens statistics analytics chart quota month how much report',
  clients: 'customers companies organisations organizations tenants workspaces',
  models:
    'ai artificial intelligence llm ollama openai anthropic mistral provider vectors embeddings embedding meaning gpt offline',
  settings: 'preferences options configuration parameters configure',

  section_appearance:
    'theme dark light night day mode colours colors of the interface language french english display change',
  section_account:
    'profile password name initials e-mail address lock code two-step two factor 2fa totp recovery backup codes sessions change',
  section_notifications: 'alerts bell tell me remind quiet hours silence do not disturb desktop mail',
  section_people: 'members users team colleagues roles rights permissions invite invitation accounts access',
  section_security:
    'secrets encryption key keychain passphrase sessions lockouts attempts sign-in two factor passwords tokens',
  section_network:
    'wifi wi-fi ip address port https certificate tls local lan server open reverse proxy domain name url link phone qr share firewall',
  section_mail: 'e-mail email smtp send notifications sender server',
  section_privacy: 'gdpr personal data offline outgoing internet cloud local block connections',
  section_keys: 'api key token program developer access rest openai integration automate quota limits',
  section_connections:
    'outgoing network internet traffic bytes sent firewall leak watch block addresses reached',
  section_audit: 'audit history events traces who did what activity export csv',
  section_modules: 'modules extensions add-ons plugins features switch on off enable disable',
  section_tasks: 'tasks jobs background queue failed retry cancel schedule scheduled cron automatic',
  section_data:
    'backup back up copy restore folder disk space storage index diagnosis diagnostics health check status doctor move database',
  section_help: 'help documentation guide manual tutorial support how to shortcuts keyboard',
  section_about: 'version licence license update report a problem bug contact components system',

  bot_persona:
    'instructions prompt tone name description what it is for purpose language welcome message model temperature questions share',
  bot_knowledge: 'documents files add knowledge sources',
  bot_appearance:
    'widget colour color colours colors logo image bubble preview style hours title texts branding quota limits visitors files gdpr consent',
  bot_deploy:
    'widget integrate integration embed website page snippet code script wordpress domain domains iframe install publish deploy link kiosk full screen qr shopify wix html diagnosis',
  bot_visitors: 'contacts leads contact details feedback thumbs export csv widget call back',

  client_overview: 'client sheet domain contact time zone notes name language',
  client_chatbots: 'chatbots of the client bots',
  client_documents: 'documents of the client files',
  client_quota: 'monthly quota limit requests report pdf month send mail',
  client_people: 'members people roles access team',
  client_keys: 'api keys tokens',
  client_activity: 'log audit history traces',
  client_privacy:
    'export archive download erase erasure delete gdpr retention keep how long personal data backup',
  erasures: 'erasure erase deletion certificate proof gdpr',
  unanswered: 'unanswered questions without answer missing gaps',
  alike: 'duplicates doubles repeated identical same passages clean up near-duplicates',
  bench: 'try search test passages',

  newConversation: 'talk ask a question chat new',
  addDocuments: 'files upload import drop pdf send load folder',
  newChatbot: 'bot assistant new add robot',
  addModel: 'model ai llm ollama openai plug connect new provider embeddings',
  invite: 'invite member user colleague person team new add invitation',
  newClient: 'client customer company new add',
  toDark: 'dark black night theme mode change',
  toLight: 'light white day theme mode dark change',
  language: 'language english french change translation',
  signOut: 'log out logout sign out quit leave session',
} satisfies Words<typeof french>;
