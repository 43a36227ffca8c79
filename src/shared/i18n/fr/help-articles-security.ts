/** Help about signing in and about the lock of the window. */
export const securityArticles = {
  signIn: {
    title: 'Se connecter en sécurité',
    summary: 'Validation en deux étapes, codes de secours, sessions, essais bloqués.',
    body: `## La validation en deux étapes

En plus du mot de passe, Foyer demande un code à six chiffres que votre téléphone change toutes les trente secondes. Un mot de passe volé ne suffit plus. Elle est recommandée à qui administre Foyer.

1. **Réglages**, « Compte », « Validation en deux étapes », « Activer ».
2. Lisez l’image avec une application d’authentification, ou saisissez la clé.
3. Saisissez le code qu’elle affiche : vos autres sessions se terminent.
4. Gardez les dix codes de secours ailleurs que sur cet ordinateur. Foyer ne les montre qu’une fois.

Aucun réseau n’est nécessaire : le téléphone calcule ses codes seul. Il faut seulement que son heure et celle de l’ordinateur de Foyer soient justes.

## Le code est refusé

- Un code ne sert qu’une fois : attendez le suivant.
- Vérifiez l’heure du téléphone et celle de l’ordinateur de Foyer.
- Sinon, « Utiliser un code de secours ». Chacun ne sert qu’une fois ; faites-en de nouveaux avant le dernier.

## Téléphone et codes de secours perdus

Une personne qui administre Foyer ouvre **Réglages**, « Sécurité », et choisit « Réinitialiser les deux étapes » à côté de votre nom. Pour un compte propriétaire, il faut un autre propriétaire, ou cette commande sur l’ordinateur de Foyer :

\`\`\`
npm run -s foyer -- user reset-second-factor --email ADRESSE
\`\`\`

## Vos sessions

**Réglages**, « Compte », « Vos sessions ouvertes » : chaque navigateur et programme qui se sert de votre compte, d’où, et depuis quand. Terminez celles que vous ne reconnaissez pas, puis changez de mot de passe : toutes les autres se terminent aussi.

## Trop d’essais

Après dix mots de passe ou codes faux en un quart d’heure, le compte attend une minute ; puis deux, quatre, jusqu’à une heure après chaque nouvel échec. Une adresse attend après quarante échecs. Les essais des autres ne comptent ni sur l’ordinateur de Foyer, ni dans un navigateur où vous vous êtes déjà connecté : chacun a les dix siens. Ailleurs, la double authentification vous laisse entrer pendant que le compte attend : donnez mot de passe et code ensemble. Changer la date de l’ordinateur n’y fait rien. **Réglages**, « Sécurité », montre qui attend et permet de débloquer ; ou, sur l’ordinateur de Foyer, \`foyer user unlock --email ADRESSE\`.

## Pour les programmes

Un programme échange adresse, mot de passe et, s’il le faut, \`code\` contre des jetons : un jeton d’accès de quinze minutes et un jeton de renouvellement. Ce dernier est remplacé à chaque usage. S’il revient après avoir été remplacé, c’est que quelqu’un d’autre l’a : toute la session se termine, et le journal le dit. Seule exception : la même demande répétée dans les dix secondes, depuis la même adresse, reçoit la même réponse, au cas où la première se serait perdue.`,
  },
  windowLock: {
    title: 'Verrouiller la fenêtre',
    summary: 'Un code quand vous quittez votre poste.',
    body: `Dans la fenêtre de Foyer, on ne se connecte pas : elle est à qui utilise l’ordinateur. Pour que personne ne la lise en votre absence, choisissez un verrou.

1. **Réglages**, « Compte », « Verrou de la fenêtre », « Choisir un code ».
2. Un code d’au moins six caractères ; des chiffres suffisent. Les suites comme 123456 sont refusées.
3. Choisissez après combien de minutes sans activité la fenêtre se verrouille, ou « seulement à ma demande ».

Elle se verrouille aussi quand l’ordinateur se met en veille ou verrouille son écran, et démarre verrouillée. Pour verrouiller tout de suite : cliquez sur votre nom, en bas du menu, puis « Verrouiller ».

Pendant ce temps, rien n’est perdu : les lectures et les réponses en cours continuent, et la page revient comme vous l’avez laissée. Les autres ordinateurs, s’il y en a, ne sont pas concernés.

## Code oublié

- Le mot de passe de votre compte ouvre aussi, si vous en avez choisi un.
- Sinon, sur cet ordinateur, dans un terminal, depuis le dossier de Foyer :

\`\`\`
npm run -s foyer -- user unlock
\`\`\`

Cette commande retire le verrou. Après cinq codes faux, il faut attendre trente secondes, puis un peu plus à chaque fois, jamais plus de cinq minutes.

## Ce que le verrou ne fait pas

Il ne chiffre pas vos documents : qui peut ouvrir votre session sur l’ordinateur peut aussi lire le dossier de données. Protégez cette session par un mot de passe, et le disque par le chiffrement du système.`,
  },
} as const;
