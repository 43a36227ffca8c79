export const words = {
  intro: 'Ce que les réponses ont utilisé, compté au moment où elles ont été écrites.',
  period: 'Période',
  period_month: 'Ce mois-ci',
  period_last_month: 'Le mois dernier',
  period_days_30: '30 derniers jours',
  period_year: '12 derniers mois',
  span: '{{days}}. « Avant » : {{before}}.',
  whose: 'Client',
  everyClient: 'Tous les clients',
  answers: 'Réponses',
  tokens: 'Jetons',
  input: 'Jetons lus',
  output: 'Jetons écrits',
  cached: 'Dont gardés en mémoire',
  cost: 'Coût',
  costBefore: 'Coût avant',
  answersBefore: 'Réponses avant',
  withoutModel_zero: 'toutes avec un modèle',
  withoutModel_one: 'dont 1 sans modèle',
  withoutModel_other: 'dont {{formatted}} sans modèle',
  tokensSplit: '{{input}} lus, {{output}} écrits',
  costHint: 'dans la monnaie de vos prix',
  noPrice: 'prix non connus',
  same: 'autant qu’avant',
  more: '{{percent}} de plus qu’avant',
  less: '{{percent}} de moins qu’avant',
  nothingBefore: 'rien avant',
  quota: 'Quota du mois',
  quotaUsed: '{{used}} sur {{quota}}',
  quotaHint: 'questions ce mois-ci',
  chart: 'Par jour',
  chartOfMonths: 'Par mois',
  chartOf: 'Montrer',
  chartSays: '{{what}} : {{total}} en tout, au plus {{most}} ({{when}}). Les chiffres sont dans le tableau.',
  table: 'Détail',
  by_days: 'Par jour',
  by_months: 'Par mois',
  by_models: 'Par modèle',
  by_chatbots: 'Par chatbot',
  by_clients: 'Par client',
  by_keys: 'Par clé',
  day: 'Jour',
  month: 'Mois',
  model: 'Modèle',
  chatbot: 'Chatbot',
  client: 'Client',
  key: 'Clé',
  noModel: 'Sans modèle (citations)',
  removedModel: '{{model}} (retiré)',
  removedChatbot: 'Chatbot supprimé',
  ofDocuments: 'Documents (recherche par le sens)',
  removedClient: 'Client effacé',
  noKey: 'Personnes et visiteurs',
  notPriced: 'sans prix',
  noPriceTitle: 'Le coût n’est pas complet',
  noPriceAdvice_one:
    'Un modèle sans prix a été utilisé 1 fois. Indiquez son prix pour que ses prochaines réponses soient comptées.',
  noPriceAdvice_other:
    'Des modèles sans prix ont été utilisés {{formatted}} fois. Indiquez leur prix pour que leurs prochaines réponses soient comptées.',
  noPriceAsk: 'Une personne qui administre peut indiquer les prix, page Modèles.',
  toModels: 'Indiquer les prix',
  estimated_one: 'Foyer a estimé les jetons 1 fois, parce que le serveur ne les a pas comptés jusqu’au bout.',
  estimated_other:
    'Foyer a estimé les jetons {{formatted}} fois, parce que le serveur ne les a pas comptés jusqu’au bout.',
  empty: 'Aucune réponse sur cette période',
  emptyAdvice: 'Choisissez une autre période, ou posez une question à un chatbot : elle sera comptée ici.',
  toChat: 'Poser une question',
  errors: {},
  help: {
    title: 'La consommation',
    summary: 'Combien de réponses, de jetons et d’argent, et pour qui.',
    body: `La page **Consommation** dit ce que les réponses ont utilisé : par jour, par modèle, par chatbot, par client et par clé. Choisissez une période ; chaque chiffre est comparé à la période d’avant, sur autant de jours.

## Ce qui est compté

Chaque réponse, au moment où elle est écrite : vos propres essais aussi, car un serveur les facture. Une réponse arrêtée compte pour ce qui a été écrit. Reformuler une question pour mieux chercher compte aussi. Une réponse que Foyer cite ou dit **sans modèle** n’utilise rien : elle compte pour une réponse, zéro jeton, zéro coût.

Ce qu’un modèle **en ligne** lit pour chercher par le sens ou pour classer les passages compte aussi, en jetons et en coût : les documents sous « Documents (recherche par le sens) », les questions avec leur chatbot. Cela entre dans le plafond de dépense de la page Modèles, mais pas dans le quota d’un client, qui porte sur ses réponses. Sur votre ordinateur ou votre réseau, rien n’en est compté.

Ne sont pas comptés : le test d’un modèle, et ce qu’un serveur a lu pour une demande à laquelle il n’a donné aucun signe de réponse.

## Les jetons

Un **jeton** est un morceau de mot. Foyer prend le compte du serveur. Quand celui-ci ne le donne pas, ou pas jusqu’au bout, Foyer estime et le dit. « Gardés en mémoire » : ce que le serveur avait déjà lu juste avant, quand il le dit ; Foyer le compte au prix des jetons lus, même si certains fournisseurs le facturent moins.

## Le coût

Il vient des prix de la page **Modèles**, dans la monnaie où vous les avez écrits. Il est gardé avec chaque réponse : changer un prix ne change pas le passé. Un modèle sans prix n’entre pas dans le coût, et la page le signale. Sur votre propre ordinateur, mettez 0.

## Le quota

Un client peut avoir un quota par mois, en requêtes, en jetons ou en coût : onglet **Quota et rapport** de sa page. Aucun n’est fixé au départ. Les personnes qui administrent sont prévenues à 80 % et à 100 %. Une fois le quota atteint, au choix : un autre modèle répond, des citations seulement, ou plus rien ; les visiteurs lisent alors votre phrase. Relever le quota, ou un nouveau mois, agit aussitôt.

Les requêtes sont comptées exactement. Pour les jetons et le coût, Foyer met de côté d’avance ce qu’une réponse peut utiliser : le quota n’est dépassé que par la fin de la dernière réponse admise, mais une question posée en même temps que beaucoup d’autres, tout près du quota, peut être refusée pour un instant. Un modèle sans prix ne compte pas dans le coût.

## Le rapport du mois

Le même onglet donne le rapport de chaque mois, en PDF, en page web ou en tableau, et l’envoie par courriel le premier du mois aux adresses choisies. Il cite des questions de visiteurs : choisissez les destinataires en conséquence.

## Exporter et imprimer

**Exporter** donne le tableau affiché, pour votre tableur. La page s’imprime aussi, graphique compris.`,
  },
} as const;
