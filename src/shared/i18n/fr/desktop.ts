/** Words of the desktop window that the page does not draw: menus and the box shown when nothing else can be. */
export const desktop = {
  menu: {
    file: 'Fichier',
    openDataFolder: 'Ouvrir le dossier de données',
    quit: 'Quitter Foyer',
    edit: 'Édition',
    undo: 'Annuler',
    redo: 'Rétablir',
    cut: 'Couper',
    copy: 'Copier',
    paste: 'Coller',
    selectAll: 'Tout sélectionner',
    view: 'Affichage',
    reload: 'Recharger',
    zoomIn: 'Agrandir',
    zoomOut: 'Réduire',
    resetZoom: 'Taille réelle',
    fullScreen: 'Plein écran',
    developerTools: 'Outils de développement',
    window: 'Fenêtre',
    minimize: 'Placer dans la barre',
    close: 'Fermer la fenêtre',
  },
  recovery: {
    locale: 'fr-FR',
    damaged: 'La base de données est abîmée',
    missing: 'La base de données a disparu, alors que des fichiers de cette installation sont là',
    detail:
      'Foyer ne l’a pas ouverte. Une copie peut prendre sa place : ce qui a été changé après ce moment est annulé, et le fichier abîmé est gardé 30 jours dans le dossier de données.',
    restore: 'Prendre la copie du {{date}}',
    quit: 'Quitter',
  },
  failure: {
    title: 'Foyer ne peut pas s’ouvrir',
    locked:
      'Un autre Foyer utilise déjà ce dossier de données ({{holder}}). Fermez-le, ou ouvrez son adresse dans un navigateur.',
    newerSchema:
      'Ce dossier de données a été écrit par une version plus récente de Foyer. Installez cette version pour l’ouvrir ; rien n’a été modifié.',
    databaseDamaged:
      'La base de données est abîmée ou a disparu, et aucune copie n’a été remise en place. Dans un terminal : foyer restore.',
    full: 'Il n’y a plus de place sur le disque. Libérez de la place et recommencez.',
    readOnly:
      'Rien ne peut être écrit dans le dossier de données, et il ne contient pas encore de données à lire. Donnez à Foyer le droit d’y écrire.',
    passphraseNeeded:
      'Les secrets de ce dossier sont protégés par une phrase secrète. Ouvrez Foyer avec la variable FOYER_PASSPHRASE ; rien n’a été modifié.',
    passphraseWrong: 'La phrase secrète donnée (FOYER_PASSPHRASE) n’est pas la bonne. Rien n’a été modifié.',
    keychain:
      'Le trousseau du système n’ouvre pas la clé des secrets. Déverrouillez-le, ou revenez à la session où Foyer a été installé ; rien n’a été modifié.',
    other: 'L’erreur est notée dans le journal : {{log}}',
    folder: 'Dossier de données : {{folder}}',
  },
} as const;
