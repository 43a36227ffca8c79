/** How stored keys and passwords are protected. */
export const secrets = {
  title: 'Secrets enregistrés',
  hint: 'Clés des modèles, mots de passe de messagerie, clés de signature : chiffrés (AES-256), ils ne se relisent nulle part. Voici où est la clé qui les ouvre.',
  reasons: {
    keychain: 'La clé est dans le trousseau de votre système. Une copie du dossier de données n’ouvre rien.',
    keychain_pretend:
      'La clé est dans un fichier du dossier de données (secrets.key), lisible par vous seul. Le trousseau de ce système ne fait que semblant de protéger : aucun service de trousseau n’y répond, et le mot de passe de remplacement est connu de tous. Foyer le refuse.',
    keychain_unavailable:
      'La clé est dans un fichier du dossier de données (secrets.key), lisible par vous seul. Le trousseau du système est absent ou verrouillé.',
    keychain_unused:
      'La clé est dans un fichier du dossier de données (secrets.key), lisible par vous seul. Le trousseau du système pourrait la garder mieux.',
    no_keychain:
      'La clé est dans un fichier du dossier de données (secrets.key), lisible par vous seul. Qui copie le dossier entier peut ouvrir les secrets ; une phrase secrète l’empêche.',
    passphrase:
      'La clé est chiffrée par une phrase secrète (Argon2id), demandée à chaque démarrage. Une copie du dossier de données n’ouvre rien sans elle.',
  },
  protection: 'Protection',
  protection_keychain: 'Trousseau du système',
  protection_keyfile: 'Fichier de clé',
  protection_passphrase: 'Phrase secrète',
  since: 'Depuis',
  rotatedAt: 'Dernier changement de clé',
  neverRotated: 'jamais',
  rotate: 'Changer la clé',
  rotateTitle: 'Changer la clé des secrets ?',
  rotateText:
    'Foyer en fait une nouvelle, chiffre de nouveau chaque secret avec elle, puis oublie l’ancienne. Rien n’est à saisir de nouveau. Les sauvegardes faites avant gardent l’ancienne clé avec elles.',
  rotated_one: 'Clé changée : {{count}} secret chiffré de nouveau',
  rotated_other: 'Clé changée : {{count}} secrets chiffrés de nouveau',
  with_keychain: 'Confier au trousseau',
  with_keyfile: 'Revenir au fichier de clé',
  with_passphrase: 'Protéger par une phrase secrète',
  keychainTitle: 'Confier la clé au trousseau ?',
  keychainText:
    'Seule la fenêtre de Foyer, dans votre session, ouvrira les secrets : ni le serveur, ni la ligne de commande quand la fenêtre est fermée. Vous pourrez revenir au fichier.',
  keyfileTitle: 'Revenir au fichier de clé ?',
  keyfileText:
    'La clé sera dans le dossier de données (secrets.key), lisible par vous seul. Qui copie le dossier entier pourra ouvrir les secrets.',
  passphraseTitle: 'Protéger par une phrase secrète',
  passphraseText:
    'Elle sera demandée à chaque démarrage : donnez-la par la variable FOYER_PASSPHRASE, ou par --passphrase-file et un fichier lisible par vous seul. Sans elle, Foyer ne démarre plus et personne ne peut la retrouver : notez-la en lieu sûr.',
  passphrase: 'Phrase secrète',
  passphraseHint: 'Au moins {{count}} caractères : quatre ou cinq mots sans rapport conviennent.',
  passphraseRepeat: 'Encore une fois',
  passphraseTooShort: 'Encore trop court : il faut au moins {{count}} caractères.',
  passphraseDifferent: 'Les deux ne sont pas identiques.',
  protected: 'Protection changée',
  protectedText_keychain: 'La clé est dans le trousseau.',
  protectedText_keyfile: 'La clé est dans un fichier.',
  protectedText_passphrase: 'La phrase sera demandée au prochain démarrage.',
  lostTitle: 'À saisir de nouveau',
  lostHint: 'La clé qui les ouvrait est perdue ou abîmée. Tout le reste fonctionne.',
  lost_model: 'La clé du modèle « {{name}} » (Modèles)',
  lost_mail: 'Le serveur de courriel et son mot de passe (Réglages, Courriel)',
  lost_certificate: 'Votre certificat et sa clé (Réglages, Réseau)',
  lost_second_factor:
    'La connexion en deux étapes de {{name}} : un code de secours, ou un administrateur la réinitialise',
  ownerOnly: 'Seule une personne propriétaire change la clé ou sa protection.',
} as const;
