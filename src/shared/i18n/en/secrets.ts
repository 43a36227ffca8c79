import type { secrets as french } from '../fr/secrets.ts';
import type { Words } from '../words.ts';

export const secrets = {
  title: 'Stored secrets',
  hint: 'Model keys, mail passwords, signing keys: encrypted (AES-256), they can be read back nowhere. This is where the key that opens them is.',
  reasons: {
    keychain: 'The key is in your system’s keychain. A copy of the data folder opens nothing.',
    keychain_pretend:
      'The key is in a file of the data folder (secrets.key) that only you can read. This system’s keychain only pretends to protect: no keyring answers, and the password used instead is known to everyone. Foyer refuses it.',
    keychain_unavailable:
      'The key is in a file of the data folder (secrets.key) that only you can read. The system’s keychain is missing or locked.',
    keychain_unused:
      'The key is in a file of the data folder (secrets.key) that only you can read. The system’s keychain could keep it better.',
    no_keychain:
      'The key is in a file of the data folder (secrets.key) that only you can read. Whoever copies the whole folder can open the secrets; a passphrase prevents that.',
    passphrase:
      'The key is encrypted with a passphrase (Argon2id), asked for at every start. A copy of the data folder opens nothing without it.',
  },
  protection: 'Protection',
  protection_keychain: 'System keychain',
  protection_keyfile: 'Key file',
  protection_passphrase: 'Passphrase',
  since: 'Since',
  rotatedAt: 'Key last changed',
  neverRotated: 'never',
  rotate: 'Change the key',
  rotateTitle: 'Change the key of the secrets?',
  rotateText:
    'Foyer makes a new one, encrypts every secret with it again, then forgets the old one. Nothing has to be entered again. Backups made before keep the old key with them.',
  rotated_one: 'Key changed: {{count}} secret encrypted again',
  rotated_other: 'Key changed: {{count}} secrets encrypted again',
  with_keychain: 'Give it to the keychain',
  with_keyfile: 'Go back to a key file',
  with_passphrase: 'Protect with a passphrase',
  keychainTitle: 'Give the key to the keychain?',
  keychainText:
    'Only Foyer’s window, in your session, will open the secrets: neither the server nor the command line while the window is closed. You can go back to the file.',
  keyfileTitle: 'Go back to a key file?',
  keyfileText:
    'The key will be in the data folder (secrets.key), readable by you alone. Whoever copies the whole folder will be able to open the secrets.',
  passphraseTitle: 'Protect with a passphrase',
  passphraseText:
    'It will be asked for at every start: give it in the variable FOYER_PASSPHRASE, or with --passphrase-file and a file that only you can read. Without it Foyer does not start any more and nobody can find it again: write it down in a safe place.',
  passphrase: 'Passphrase',
  passphraseHint: 'At least {{count}} characters: four or five unrelated words will do.',
  passphraseRepeat: 'Once more',
  passphraseTooShort: 'Still too short: it takes at least {{count}} characters.',
  passphraseDifferent: 'The two are not the same.',
  protected: 'Protection changed',
  protectedText_keychain: 'The key is in the keychain.',
  protectedText_keyfile: 'The key is in a file.',
  protectedText_passphrase: 'The passphrase will be asked for at the next start.',
  lostTitle: 'To be typed again',
  lostHint: 'The key that opened these is gone or damaged. Everything else works.',
  lost_model: 'The key of the model “{{name}}” (Models)',
  lost_mail: 'The mail server and its password (Settings, Mail)',
  lost_certificate: 'The certificate of your own and its key (Settings, Network)',
  lost_second_factor: 'The two-step sign-in of {{name}}: a recovery code, or an administrator resets it',
  ownerOnly: 'Only an owner changes the key or its protection.',
} satisfies Words<typeof french>;
