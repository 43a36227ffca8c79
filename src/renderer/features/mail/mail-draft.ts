import { mailReplacement, type MailReplacement, type MailSettings } from '#shared/contract/mail.ts';
import { mailPresetById, mailPresetOf, type MailPreset } from './presets.ts';

/** The form as typed; the port is text until it is sent. */
export type MailDraft = {
  preset: MailPreset['id'];
  host: string;
  port: string;
  security: MailReplacement['security'];
  username: string;
  password: string;
  fromName: string;
  fromAddress: string;
  replyTo: string;
  certificateAuthority: string;
};

export function emptyMailDraft(): MailDraft {
  return {
    ...presetValues(mailPresetById('gmail')),
    username: '',
    password: '',
    fromName: 'Foyer',
    fromAddress: '',
    replyTo: '',
    certificateAuthority: '',
  };
}

export function mailDraftOf(settings: MailSettings): MailDraft {
  return {
    preset: mailPresetOf(settings).id,
    host: settings.host,
    port: String(settings.port),
    security: settings.security,
    username: settings.username ?? '',
    password: '',
    fromName: settings.fromName,
    fromAddress: settings.fromAddress,
    replyTo: settings.replyTo ?? '',
    certificateAuthority: settings.certificateAuthority ?? '',
  };
}

/** What choosing a service fills in. */
export function presetValues({ id, host, port, security }: MailPreset) {
  return { preset: id, host, port: String(port), security };
}

/** The user name is most often the sender's address: it follows it until it is typed otherwise. */
export function withSender(draft: MailDraft, fromAddress: string): MailDraft {
  const follows = draft.preset !== 'other' && (draft.username === '' || draft.username === draft.fromAddress);
  return { ...draft, fromAddress, ...(follows ? { username: fromAddress } : {}) };
}

export type MailProblem =
  | 'hostMissing'
  | 'hostInvalid'
  | 'portInvalid'
  | 'usernameMissing'
  | 'passwordMissing'
  | 'passwordAgain'
  | 'addressMissing'
  | 'addressInvalid'
  | 'authorityInvalid';

export type MailProblems = Partial<Record<keyof MailDraft, MailProblem>>;

/** What stops the draft from being sent, by field. `stored` is what it would replace. */
export function mailProblemsOf(draft: MailDraft, stored: MailSettings | null): MailProblems {
  const wanted = replacementOf(draft);
  const invalid = (field: keyof MailReplacement & keyof typeof shape): boolean =>
    !shape[field].safeParse(wanted[field]).success;
  const problems: MailProblems = {};
  if (draft.host.trim() === '') problems.host = 'hostMissing';
  else if (invalid('host')) problems.host = 'hostInvalid';
  if (invalid('port')) problems.port = 'portInvalid';
  if (draft.username.trim() === '' && draft.preset !== 'other') problems.username = 'usernameMissing';
  const passwordProblem = passwordProblemOf(draft, stored);
  if (passwordProblem !== null) problems.password = passwordProblem;
  if (draft.fromAddress.trim() === '') problems.fromAddress = 'addressMissing';
  else if (invalid('fromAddress')) problems.fromAddress = 'addressInvalid';
  if (invalid('replyTo')) problems.replyTo = 'addressInvalid';
  if (invalid('certificateAuthority')) problems.certificateAuthority = 'authorityInvalid';
  return problems;
}

const { shape } = mailReplacement;

function passwordProblemOf(draft: MailDraft, stored: MailSettings | null): MailProblem | null {
  const { host, port, username } = replacementOf(draft);
  const needed = username !== null || draft.preset !== 'other';
  if (!needed || draft.password !== '') return null;
  if (stored?.hasPassword !== true) return 'passwordMissing';
  const same = stored.host === host && stored.port === port && stored.username === username;
  return same ? null : 'passwordAgain';
}

/** The draft as the contract takes it. Only sent when it has no problems. */
export function replacementOf(draft: MailDraft): MailReplacement {
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
  return {
    host: draft.host.trim(),
    port: /^\d+$/.test(draft.port.trim()) ? Number(draft.port.trim()) : Number.NaN,
    security: draft.security,
    username: orNull(draft.username),
    ...(draft.password === '' ? {} : { password: draft.password }),
    fromName: draft.fromName.trim(),
    fromAddress: draft.fromAddress.trim(),
    replyTo: orNull(draft.replyTo),
    certificateAuthority: orNull(draft.certificateAuthority),
  };
}

/** Whether something was typed that is not stored. */
export function isChanged(draft: MailDraft, stored: MailSettings | null): boolean {
  if (stored === null) return true;
  return JSON.stringify(draft) !== JSON.stringify({ ...mailDraftOf(stored), preset: draft.preset });
}
