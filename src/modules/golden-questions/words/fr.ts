export const words = {
  intro:
    'Des questions dont vous connaissez la bonne réponse. Foyer les pose et dit si le chatbot trouve le passage qui répond.',
  chatbot: 'Chatbot',
  noChatbot: 'Aucun chatbot',
  noChatbotAdvice: 'Une question témoin est posée à un chatbot : créez-en un d’abord.',
  toChatbots: 'Voir les chatbots',
  add: 'Ajouter une question',
  tabs: {
    label: 'Questions témoins',
    results: 'Résultats',
    questions: 'Questions',
    proposed: 'À approuver',
    conversations: 'Des conversations',
  },
  document: 'Voir dans le document',
  noAnswer: 'Aucune réponse connue : le chatbot doit le dire.',
  results: {
    title: 'Dernier résultat',
    firstThree_one: '{{found}} question sur {{count}} trouve son passage parmi les trois premiers',
    firstThree_many: '{{found}} questions sur {{count}} trouvent leur passage parmi les trois premiers',
    firstThree_other: '{{found}} questions sur {{count}} trouvent leur passage parmi les trois premiers',
    place_first: 'En premier',
    place_firstThree: 'Parmi les trois premiers',
    place_firstFive: 'Parmi les cinq premiers',
    threeOfAll: 'parmi les trois premiers : {{found}} sur {{count}}',
    ofAll: '{{found}} sur {{count}}',
    covered: 'Les cinq premiers passages contiennent {{share}} des mots qui répondent.',
    answered_one: 'Le chatbot répondrait à {{found}} question sur {{count}} qui a une réponse.',
    answered_many: 'Le chatbot répondrait à {{found}} des {{count}} questions qui ont une réponse.',
    answered_other: 'Le chatbot répondrait à {{found}} des {{count}} questions qui ont une réponse.',
    refused_one: 'Il dirait ne pas savoir pour {{found}} question sur {{count}} qui n’en a pas.',
    refused_many: 'Il dirait ne pas savoir pour {{found}} des {{count}} questions qui n’en ont pas.',
    refused_other: 'Il dirait ne pas savoir pour {{found}} des {{count}} questions qui n’en ont pas.',
    lost_one:
      '{{count}} question n’a pas été posée : les mots qui y répondent ne sont plus dans les documents, ou sont en cours de lecture.',
    lost_many:
      '{{count}} questions n’ont pas été posées : les mots qui y répondent ne sont plus dans les documents, ou sont en cours de lecture.',
    lost_other:
      '{{count}} questions n’ont pas été posées : les mots qui y répondent ne sont plus dans les documents, ou sont en cours de lecture.',
    measure: 'Pour qui connaît ces mesures : {{name}} {{share}}',
    onlyUnanswerable: 'Aucune question posée n’a de réponse dans les documents.',
    cause_hand: 'À la demande',
    cause_change: 'Après un changement',
    stood: 'Ce qui était en place',
    documents_one: '{{count}} document',
    documents_many: '{{count}} documents',
    documents_other: '{{count}} documents',
    passages_one: '{{count}} passage',
    passages_many: '{{count}} passages',
    passages_other: '{{count}} passages',
    words: 'recherche par les mots',
    meaning: 'recherche par les mots et le sens ({{model}})',
    reranker: 'remis en ordre par {{model}}',
    noReranker: 'sans remise en ordre',
    model: 'répond : {{model}}',
    noModel: 'répond en citant les documents',
    readers: 'lecture version {{version}}',
    run: 'Poser les questions',
    running: 'Les questions sont posées…',
    changed: 'Quelque chose a changé depuis ce résultat',
    changedText:
      'Les documents, les modèles ou les réglages ne sont plus les mêmes. Posez de nouveau les questions pour voir ce que cela change.',
    changedSoon:
      'Les documents, les modèles ou les réglages ne sont plus les mêmes. Les questions seront posées toutes seules quand plus rien ne bougera, une fois par heure au plus.',
    automatic: 'Poser les questions après chaque changement',
    automaticHint:
      'Quand documents, modèles ou réglages ont changé et que plus rien ne bouge, une fois par heure au plus.',
    empty: 'Pas encore de résultat',
    emptyAdvice:
      'Posez les questions une première fois. Chaque changement pourra ensuite être comparé à ce point de départ.',
    noQuestions: 'Aucune question témoin',
    noQuestionsAdvice:
      'Ajoutez une question dont vous connaissez la réponse, prenez-en une dans les conversations, ou laissez un modèle en proposer.',
    compared: 'Question par question',
    comparedFirst: 'Il n’y a pas de résultat plus ancien auquel comparer.',
    against: 'Comparé au résultat du {{date}}.',
    better_one: '{{count}} mieux',
    better_many: '{{count}} mieux',
    better_other: '{{count}} mieux',
    worse_one: '{{count}} moins bien',
    worse_many: '{{count}} moins bien',
    worse_other: '{{count}} moins bien',
    same_one: '{{count}} pareil',
    same_many: '{{count}} pareils',
    same_other: '{{count}} pareils',
    change_better: 'Mieux',
    change_worse: 'Moins bien',
    change_same: 'Pareil',
    change_new: 'Nouvelle',
    before: 'Avant : {{outcome}}',
    rankFirst: 'trouvé en premier',
    rank: 'trouvé en position {{rank}}',
    notFound: 'passage non trouvé',
    saysNothing: 'dit ne pas savoir',
    answersAnyway: 'répondrait sans savoir',
    wouldRefuse: 'mais dirait ne pas savoir',
    notAsked: 'pas posée',
    history: 'Résultats précédents',
    historyHint: 'Choisissez-en un pour le voir en détail.',
    shown: 'Affiché',
  },
  questions: {
    edit: 'Modifier',
    remove: 'Supprimer',
    removeTitle: 'Supprimer cette question témoin ?',
    removeBody: '« {{question}} » ne sera plus posée. Les résultats passés restent.',
    removed: 'Question supprimée',
    state_held: 'Passage retrouvé',
    state_reading: 'Document en lecture',
    state_lost: 'Perdue',
    state_none: 'Sans réponse',
    why_words:
      'Ces mots ne sont plus dans le document. Choisissez le passage qui répond maintenant, ou supprimez la question.',
    why_answer:
      'Cette réponse fréquente n’est plus là, ou n’est plus en service. Choisissez un passage, ou supprimez la question.',
    why_document: 'Ce document n’est plus là. Choisissez un autre passage, ou supprimez la question.',
    why_chatbot:
      'Le chatbot n’a plus accès à ce document. Choisissez un autre passage, ou rendez-lui l’accès.',
  },
  editor: {
    new: 'Nouvelle question témoin',
    existing: 'Modifier la question témoin',
    save: 'Enregistrer',
    question: 'Question',
    questionHint: 'Comme un visiteur la poserait.',
    what: 'Réponse attendue',
    byOffice: 'Le bureau répond lui-même (réponse fréquente)',
    inDocuments: 'Elle est dans les documents',
    nowhere: 'Aucune réponse connue : le chatbot doit le dire',
    search: 'Chercher le passage',
    searchHint: 'Avec la question, ou avec d’autres mots si le bon passage ne vient pas.',
    searchWords: 'Mots à chercher',
    nothingFound: 'Aucun passage trouvé. Essayez d’autres mots.',
    choose: 'Le passage qui répond',
    chosen: 'Les mots qui répondent',
    chosenHint:
      'Touchez la première phrase qui répond, puis la dernière. Sans choix, tout le passage est gardé.',
    keepAll: 'Garder tout le passage',
    another: 'Choisir un autre passage',
    saved: 'Question enregistrée',
  },
  proposed: {
    propose: 'Faire proposer des questions',
    proposing: 'Un modèle lit des passages et propose des questions…',
    proposingHint: 'Cela continue si vous quittez cette page.',
    failed: 'Les questions n’ont pas pu être proposées',
    failedText:
      'Le modèle n’a pas répondu jusqu’au bout. Ce qui a été proposé est gardé ; essayez de nouveau.',
    empty: 'Aucune question à approuver',
    emptyAdvice:
      'Le modèle de ce chatbot peut lire quelques passages et proposer dix questions auxquelles ils répondent. Rien ne compte avant que vous l’approuviez.',
    noModel: 'Aucun modèle à interroger',
    noModelAdvice:
      'Ce chatbot répond en citant les documents. Avec un modèle qui écrit, il pourrait proposer des questions ; vous pouvez toujours en ajouter vous-même.',
    approve: 'Approuver',
    approved: 'Question approuvée',
    setAside: 'Écarter',
    setAsideDone: 'Question écartée',
    started: 'Le modèle s’y met',
  },
  conversations: {
    hint: 'Ce que les gens ont demandé. Une bonne réponse montre où le passage se trouve ; une question restée sans réponse vérifie que le chatbot sait le dire.',
    empty: 'Rien à reprendre des conversations',
    emptyAdvice:
      'Les questions posées à ce chatbot apparaîtront ici, d’abord celles dont la réponse a été jugée utile.',
    take: 'Reprendre',
    kind_helpful: 'Jugée utile',
    kind_unanswered: 'Sans réponse',
    kind_answered: 'Répondue',
    from: '{{title}} : « {{quote}} »',
  },
  errors: {
    duplicate: {
      title: 'Cette question est déjà là',
      advice: 'Modifiez la question témoin existante.',
    },
    full: {
      title: 'Ce chatbot a autant de questions témoins qu’il peut en avoir',
      advice: 'Supprimez celles qui ne servent plus.',
    },
    no_such_place: {
      title: 'Ces mots ne sont pas dans les documents de ce chatbot',
      advice: 'Choisissez de nouveau le passage qui répond : le document a peut-être changé entre-temps.',
    },
    none: {
      title: 'Il n’y a pas de question à poser',
      advice: 'Ajoutez d’abord une question témoin, ou approuvez celles qui sont proposées.',
    },
    no_model: {
      title: 'Aucun modèle ne peut proposer de questions',
      advice:
        'Donnez à ce chatbot un modèle qui écrit, ou autorisez ce qui lui est envoyé. Vous pouvez aussi écrire les questions vous-même.',
    },
    lost: {
      title: 'Les mots qui répondent ne sont plus là',
      advice: 'Choisissez le passage qui répond maintenant, puis approuvez la question.',
    },
  },
  help: {
    title: 'Les questions témoins',
    summary: 'Savoir si un chatbot trouve les bonnes pages, et ce qu’un changement améliore ou abîme.',
    body: `Une **question témoin** est une question dont vous connaissez la réponse : vous montrez les mots d’un document qui la donnent, ou vous dites qu’aucune réponse n’est connue. Foyer pose ces questions au chatbot comme un visiteur le ferait et regarde ce qu’il trouve. Aucune réponse n’est écrite, personne n’en voit rien.

## D’où elles viennent

- **À la main** : écrivez la question, cherchez le passage, touchez les phrases qui répondent.
- **Des conversations** : reprenez une question dont la réponse a été jugée utile, ou restée sans réponse.
- **Proposées par un modèle** : sur demande, le modèle du chatbot lit quelques passages et propose des questions. Elles attendent votre accord et ne comptent pas avant.

## Ce que disent les résultats

- *18 questions sur 20 trouvent leur passage parmi les trois premiers* : plus il y en a, plus les réponses s’appuient sur la bonne page.
- *Les cinq premiers passages contiennent 90 % des mots qui répondent* : le reste manquerait à la réponse.
- *Il dirait ne pas savoir* : un bon chatbot répond quand les documents le permettent, et le dit quand ils ne le permettent pas.

Posez la souris sur un chiffre pour voir le nom que les spécialistes lui donnent. Les questions sont comparées une à une au résultat d’avant : **Mieux** quand le passage remonte, **Moins bien** quand il descend.

Les réponses fréquentes du bureau, qui passent avant les documents, ne sont pas prises en compte ici.

## Quand elles sont posées

Quand vous le demandez, et, si vous le laissez en service, toutes seules après un changement de documents, de modèles ou de réglages, quand plus rien ne bouge, une fois par heure au plus.

## Une question « perdue »

Les mots choisis sont retrouvés dans une nouvelle version du document, tant qu’ils y sont encore. S’ils n’y sont plus, la question est *perdue* : elle n’est pas posée, et le résultat le dit. Choisissez alors le passage qui répond maintenant.

## Le banc d’essai

Dans **Connaissances → Banc d’essai**, tapez une question pour voir ce que trouvent les mots, ce que trouve le sens, et l’ordre final ; deux réglages se comparent côte à côte.

## En ligne de commande

\`foyer eval --bot NOM\` pose les questions et affiche les chiffres ; \`--least 80\` échoue quand moins de 80 % des questions trouvent leur passage parmi les trois premiers.`,
  },
} as const;
