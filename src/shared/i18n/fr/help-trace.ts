/** Help on connections, on the activity log and on stored secrets. */
export const traceArticles = {
  connections: {
    title: 'Ce qui sort : les connexions',
    summary: 'Vers où Foyer parle, pourquoi, combien ; tout bloquer ; le prouver.',
    body: `**Réglages**, « Connexions », montre chaque connexion que Foyer a ouverte ou refusée. La page se lit avec un rôle d’administration.

## La phrase du haut

Elle dit le plus loin où quelque chose est allé ces 30 derniers jours : nulle part ailleurs que sur cet ordinateur, sur votre réseau, ou sur Internet, avec les adresses et la quantité.

## Ce qui est noté

- quand, vers quelle adresse et quel port, et ce que c’est : cet ordinateur, votre réseau, Internet ;
- pourquoi : réponse d’un modèle, comparaison par le sens, courriel, recherche d’un nom… et pour quel chatbot et quel modèle ;
- les octets envoyés et reçus, la durée, la fin. Une réponse qui s’écrit se voit pendant qu’elle arrive.

Ce qui était écrit n’y est jamais : ni question, ni réponse, ni page demandée, ni clé.

## Tout bloquer

« Bloquer les connexions sortantes » ne laisse que cet ordinateur. Si un serveur de modèles est ailleurs dans vos murs, rendez son adresse joignable dans la carte suivante. Internet ne l’est jamais, et aucun nom n’est demandé à un serveur de noms : seul compte un nom que cet ordinateur connaît. Ce qui est refusé reste dans la liste, avec la raison.

Un modèle que son serveur télécharge (Ollama) est téléchargé par ce serveur, non par Foyer : la liste montre la demande faite au serveur. Quand tout est bloqué, Foyer ne le lui demande plus.

## Combien de temps

90 jours, ou ce que vous choisissez en bas de la page. Les connexions qui reviennent sans cesse tiennent sur une ligne par heure ; après une semaine, celles d’un même jour qui se ressemblent n’en font qu’une. Les totaux restent justes.

Dans un terminal : \`foyer connection places\` et \`foyer connection list\`.`,
  },
  activityLog: {
    title: 'Qui a fait quoi : le journal d’activité',
    summary: 'Ce qui est noté, comment chercher, comment prouver que rien n’a été retiré.',
    body: `**Réglages**, « Journal d’activité », dit qui a fait quoi, sur quoi, quand et d’où. Il se lit avec un rôle d’administration.

## Ce qui est noté

- tout ce qui est créé, modifié ou supprimé : comptes et rôles, clients, chatbots, documents, modèles, clés d’accès, réglages ;
- les connexions, et celles qui ont échoué ;
- les téléchargements, les exports, l’essai d’un modèle avec sa clé enregistrée ;
- les démarrages et les arrêts.

Un clic sur une ligne montre ce qui était avant et ce qui est venu après. Un secret n’y est jamais : **•••** dit seulement qu’il a changé.

Les questions posées n’y sont pas : elles sont dans les conversations.

## Chercher

Choisissez une période, une personne, un genre d’événement ou un client, ou tapez un mot : un nom, une ancienne valeur, une adresse.

## Rien ne s’efface

Chaque entrée est signée avec la précédente, par une clé de votre installation. Une entrée changée ou retirée, même la dernière, se voit : le bandeau dit laquelle. Foyer vérifie tout le journal à l’ouverture de la page, et avec \`foyer doctor\`.

Quand une personne ou un client demande l’effacement de ses données, ses nom et adresse partent du journal ; l’entrée et sa signature restent.

## Garder une preuve

« Exporter (CSV) » donne un tableau pour Excel ou LibreOffice, avec les signatures. Gardez-en un de temps en temps hors de cette machine : il prouve ce que le journal disait ce jour-là. L’export est lui-même noté.`,
  },
  secrets: {
    title: 'Où sont les clés et les mots de passe',
    summary: 'Trousseau, fichier ou phrase secrète, et comment changer la clé.',
    body: `Les clés des modèles et les autres secrets sont chiffrés dans la base. Aucune page, aucun programme ne peut les relire. **Réglages**, « Sécurité », dit où est la clé qui les ouvre.

| Protection | Où est la clé | Une copie du dossier ouvre les secrets ? |
|---|---|---|
| Trousseau du système | dans le trousseau de votre session, avec la fenêtre de Foyer | non |
| Fichier de clé | \`secrets.key\`, dans le dossier de données, lisible par vous seul | oui |
| Phrase secrète | \`secrets.wrapped\`, chiffrée par la phrase | non, sans la phrase |

## Quand le trousseau est refusé

Sous Linux, sans service de trousseau, le système fait semblant : il chiffre avec un mot de passe que tout le monde connaît. Foyer le refuse, garde un fichier et le dit. Installez et ouvrez un trousseau (GNOME Keyring, KWallet), relancez Foyer, puis « Confier au trousseau ».

## Protéger un serveur par une phrase secrète

1. Dans **Réglages**, « Sécurité », « Protéger par une phrase secrète » ; ou \`foyer secrets protect --with passphrase --passphrase-stdin\`.
2. Donnez-la à chaque démarrage : la variable \`FOYER_PASSPHRASE\`, ou \`--passphrase-file FICHIER\` (un fichier en \`chmod 600\`).

Avec une phrase fausse ou sans phrase, Foyer ne démarre pas et ne touche à rien. Personne ne peut retrouver une phrase perdue : il faudrait saisir de nouveau chaque clé.

## Changer la clé

« Changer la clé », ou \`foyer secrets rotate\` : Foyer en fait une nouvelle, chiffre tout de nouveau et oublie l’ancienne. Une coupure au milieu ne perd rien : il finit au démarrage suivant. Faites-le quand une copie du dossier a pu partir.`,
  },
} as const;
