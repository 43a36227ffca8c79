/** What was not read of a document, or not read well: for the interface and the terminal. */
export const readingWarnings = {
  kinds: {
    garbled: 'Texte illisible',
    badly_recognised: 'Reconnaissance de texte incertaine',
    without_text: 'Pages sans texte',
    damaged: 'Fichier abîmé par endroits',
    encoded: 'Données codées laissées de côté',
    attachments: 'Fichiers contenus non lus',
    cut_short: 'Fichier interrompu avant sa fin',
    beyond_limit: 'Trop long pour être lu en entier',
    uncomputed: 'Formules sans résultat',
  },
  advice: {
    garbled:
      'Les lettres de ces endroits ne forment pas de mots : la police ou l’encodage du fichier ne dit pas lesquelles ce sont. Exportez-le de nouveau depuis le programme qui l’a écrit. Dans un PDF, Foyer reconnaît le texte de telles pages comme celui d’une image.',
    badly_recognised:
      'Foyer a reconnu le texte de ces pages dans une image, et beaucoup de mots sont incertains : la page est pâle, floue, écrite à la main ou dans une autre langue. Les réponses qui s’appuient sur elles le disent. Vérifiez sur la page, ou numérisez-la de nouveau à 300 points par pouce.',
    without_text:
      'Rien à lire à ces endroits : des images ou des pages blanches, dans lesquelles aucun mot n’a été reconnu, ou dont le texte n’a pas encore été reconnu. Une page web que des programmes remplissent à l’ouverture s’enregistre en PDF depuis le navigateur.',
    damaged:
      'Le fichier est abîmé à ces endroits ; le reste est lu. Ajoutez une copie intacte si vous en avez une.',
    encoded:
      'Ce document contient des fichiers écrits en lettres (images, certificats, clés), que personne ne peut lire : ils ne sont pas cherchés. Le reste est lu.',
    attachments:
      'Ce document porte des fichiers que Foyer n’a pas pu lire avec lui : chiffrés, abîmés, trop gros ou d’un type qu’il ne lit pas encore. Ajoutez-les à part s’ils comptent.',
    cut_short: 'Le fichier s’arrête avant la fin de son texte. Copiez-le de nouveau, puis ajoutez-le.',
    beyond_limit:
      'Le document contient plus que ce que Foyer lit d’un seul fichier ; la fin n’est pas lue. Partagez-le en plusieurs fichiers.',
    uncomputed:
      'Ces feuilles ont des formules dont le résultat n’est pas dans le fichier. Ouvrez-le dans un tableur, enregistrez-le, puis ajoutez-le de nouveau.',
  },
  /** For the terminal, which has no plurals. */
  amounts: {
    pages: '{{unread}} page(s) sur {{total}}',
    characters: '{{unread}} caractères sur {{total}}',
    files: '{{unread}} fichier(s) sur {{total}}',
  },
} as const;
