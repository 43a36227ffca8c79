export const words = {
  intro:
    'Quand une question est posée ici, le chatbot donne la réponse du bureau avant de chercher dans les documents.',
  chatbot: 'Chatbot',
  add: 'Ajouter une réponse',
  search: 'Chercher une question ou une réponse',
  empty: 'Aucune réponse fréquente',
  emptyAdvice:
    'Écrivez la réponse à une question qui revient souvent, reprenez une question proposée, ou importez un tableau.',
  noMatch: 'Aucune réponse ne correspond',
  noMatchAdvice: 'Cherchez avec d’autres mots.',
  clear: 'Effacer la recherche',
  noChatbot: 'Aucun chatbot',
  noChatbotAdvice: 'Une réponse fréquente appartient à un chatbot : créez-en un d’abord.',
  toChatbots: 'Voir les chatbots',
  state_current: 'En service',
  state_later: 'À venir',
  state_over: 'Terminée',
  from: 'à partir du {{day}}',
  until: 'jusqu’au {{day}}',
  edit: 'Modifier',
  remove: 'Supprimer',
  removeTitle: 'Supprimer cette réponse ?',
  removeBody: 'À « {{question}} », le chatbot répondra de nouveau d’après les documents.',
  removed: 'Réponse supprimée',
  saved: 'Réponse enregistrée',
  editor: {
    new: 'Nouvelle réponse fréquente',
    existing: 'Modifier la réponse',
    question: 'Question',
    answer: 'Réponse du bureau',
    answerHint: 'Dite telle quelle. Le Markdown est permis.',
    synonyms: 'Autres façons de le demander',
    synonymsHint: 'Une par ligne. « tarif = prix » dit que deux mots se valent.',
    validFrom: 'Valable du',
    validUntil: 'Valable jusqu’au',
    datesHint: 'Jours compris, au calendrier du client. Vide : sans limite.',
    reversed: 'Le dernier jour vient avant le premier.',
    sourceUrl: 'Lien pour en savoir plus',
    urlInvalid: 'Une adresse qui commence par https:// ou http://',
    save: 'Enregistrer',
  },
  proposals: {
    title: 'Souvent demandé',
    hint: 'Vos propres essais ne comptent pas. Les questions les plus posées et les moins bien répondues viennent d’abord.',
    none: 'Aucune question ne revient assez souvent pour l’instant.',
    asked_one: 'posée {{count}} fois',
    asked_many: 'posée {{count}} fois',
    asked_other: 'posée {{count}} fois',
    unanswered_one: 'sans réponse {{count}} fois',
    unanswered_many: 'sans réponse {{count}} fois',
    unanswered_other: 'sans réponse {{count}} fois',
    accept: 'Répondre',
    dismiss: 'Ne plus proposer',
    dismissed: 'Cette question ne sera plus proposée',
  },
  exportTable: 'Exporter',
  importing: {
    open: 'Importer',
    title: 'Importer un tableau',
    hint: 'Un fichier CSV avec les colonnes « Question » et « Réponse », et si vous voulez « Synonymes » (séparés par | ), « Valable du », « Valable jusqu’au » et « Lien ». Une question déjà là est mise à jour.',
    choose: 'Choisir un fichier CSV',
    will: 'Ce qui va se passer',
    added_one: '{{count}} réponse ajoutée',
    added_many: '{{count}} réponses ajoutées',
    added_other: '{{count}} réponses ajoutées',
    changed_one: '{{count}} réponse modifiée',
    changed_many: '{{count}} réponses modifiées',
    changed_other: '{{count}} réponses modifiées',
    same_one: '{{count}} réponse inchangée',
    same_many: '{{count}} réponses inchangées',
    same_other: '{{count}} réponses inchangées',
    refused_one: '{{count}} ligne laissée de côté',
    refused_many: '{{count}} lignes laissées de côté',
    refused_other: '{{count}} lignes laissées de côté',
    lineRefused: 'Ligne {{line}}, « {{question}} » : {{problem}}',
    lineEmpty: 'Ligne {{line}} : {{problem}}',
    nothing: 'Rien à importer de ce fichier.',
    tooLarge: 'Ce fichier est trop grand : 1 Mo au plus. Partagez-le en plusieurs.',
    confirm: 'Importer',
    done: 'Tableau importé',
    problem_question_missing: 'la question manque',
    problem_answer_missing: 'la réponse manque',
    problem_too_long: 'la question, la réponse ou un synonyme est trop long',
    problem_date_unreadable: 'une date ne se lit pas : écrivez 30/11/2026 ou 2026-11-30',
    problem_dates_reversed: 'le dernier jour vient avant le premier',
    problem_address_unreadable: 'le lien n’est pas une adresse web',
    problem_twice_in_file: 'la question est déjà plus haut dans ce fichier',
    problem_too_many_synonyms: 'il y a plus de 30 synonymes',
  },
  errors: {
    duplicate: {
      title: 'Cette question a déjà une réponse',
      advice: 'Modifiez la réponse existante, ou ajoutez-lui un synonyme.',
    },
    full: {
      title: 'Ce chatbot a autant de réponses fréquentes qu’il peut en avoir',
      advice: 'Supprimez celles qui ne servent plus, ou mettez ces réponses dans un document.',
    },
    unreadable_file: {
      title: 'Ce tableau ne se lit pas',
      advice: 'Sa première ligne doit nommer une colonne « Question » et une colonne « Réponse ».',
    },
  },
  help: {
    title: 'Les réponses fréquentes',
    summary: 'Répondre soi-même aux questions qui reviennent.',
    body: `Une **réponse fréquente** est une question et ce que le bureau y répond. Quand quelqu’un pose cette question, le chatbot donne cette réponse, mot pour mot, avant de chercher dans les documents. Elle porte la mention « Réponse du bureau ».

## Quand elle est donnée

La question n’a pas besoin d’être la même au mot près : les accents, la politesse, le pluriel et une faute de frappe ne comptent pas. Mais une date, un nombre, un nom, un lieu ou un « ne… pas » différent en fait une autre question, et le chatbot cherche alors dans les documents. Dans le doute, il ne devine pas.

Sous **Autres façons de le demander**, notez les tournures que vos visiteurs emploient, une par ligne. La ligne « tarif = prix » dit que ces deux mots se valent.

## Les dates

Une réponse peut valoir à partir d’un jour, jusqu’à un jour, ou les deux : des horaires d’été, une inscription. Ces jours sont ceux du fuseau horaire du client.

## Souvent demandé

Foyer rapproche les questions qui demandent la même chose et propose les plus fréquentes, d’abord celles qui restent sans bonne réponse. Vos propres essais ne comptent pas. **Répondre** ouvre une réponse qui part de la dernière bonne ; **Ne plus proposer** écarte la question.

## Importer et exporter

**Exporter** donne un tableau pour votre tableur ; **Importer** le reprend, après avoir montré ligne par ligne ce qui va se passer.

## Mettre hors service

Dans **Réglages → Modules**, une personne qui administre met le module en service ou hors service pour le client affiché. Hors service, les réponses sont gardées mais ne sont plus données.`,
  },
} as const;
