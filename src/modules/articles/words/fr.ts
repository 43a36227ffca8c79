export const words = {
  intro: 'Ce que le bureau a corrigé ou répondu lui-même. Approuvée, une réponse sert aussitôt.',
  views: 'Réponses proposées',
  view_waiting: 'En attente',
  view_approved: 'Approuvées',
  view_dropped: 'Écartées',
  empty_waiting: 'Rien n’attend votre avis',
  emptyAdvice_waiting:
    'Dans une conversation, « Corriger » sous une réponse du chatbot propose la bonne. Elle vient ici, et vous décidez.',
  empty_approved: 'Aucune réponse approuvée pour l’instant',
  emptyAdvice_approved: 'Les réponses que vous approuvez se retrouvent ici, avec leur origine.',
  empty_dropped: 'Aucune réponse écartée',
  emptyAdvice_dropped: 'Une réponse écartée n’est plus proposée ; vous pourrez la remettre en attente d’ici.',
  toConversations: 'Voir les conversations',
  how_correction: 'Correction d’une réponse',
  how_person: 'Réponse d’une personne',
  how_hand: 'Écrite à la main',
  byAt: 'proposée par {{name}}, {{when}}',
  at: 'proposée {{when}}',
  noOrigin: 'La conversation n’est plus là.',
  origin: 'Voir la conversation',
  approvedBy: 'Approuvée par {{name}}, {{when}}',
  approvedAt: 'Approuvée {{when}}',
  droppedBy: 'Écartée par {{name}}, {{when}}',
  droppedAt: 'Écartée {{when}}',
  kind_answer: 'Réponse fréquente',
  kind_article: 'Article',
  toDocument: 'Ouvrir l’article',
  look: 'Relire',
  reopen: 'Remettre en attente',
  reopened: 'La réponse attend de nouveau',
  toAnswers: 'Voir les réponses fréquentes',
  proposing: {
    correct: 'Corriger',
    takeOver: 'Proposer cette réponse',
    answer: 'Répondre',
    answerQuestion: 'Répondre à « {{question}} »',
    title: 'Proposer une réponse',
    question: 'Question',
    questionHint: 'Telle qu’elle se comprend seule, sans la conversation.',
    text: 'La bonne réponse',
    textHint: 'Elle servira à tous ceux qui posent cette question : rien qui ne concerne qu’une personne.',
    propose: 'Proposer',
    proposed: 'Réponse proposée',
    thenDecide: 'Elle attend votre avis dans « Réponses proposées ».',
    thenWait: 'Elle servira dès qu’une personne qui gère les connaissances l’aura approuvée.',
    before_waiting: 'Une réponse à ce message est déjà proposée et attend un avis.',
    before_dropped: 'Une réponse à ce message a été proposée, puis écartée.',
    see: 'Voir les réponses proposées',
    all: 'Réponses proposées',
    allWaiting: 'Réponses proposées ({{count}})',
  },
  review: {
    title: 'Relire la réponse proposée',
    question: 'Question',
    questionHint: 'Telle qu’elle se comprend seule, sans la conversation.',
    kind: 'Devient',
    kindHint_answer: 'Dite telle quelle à qui pose cette question.',
    kindHint_article: 'Un document à part : le chatbot le cherche et le cite, avec ses autres documents.',
    articleTitle: 'Titre de l’article',
    articleTitleHint: 'Vide : la question.',
    text_answer: 'Réponse',
    text_article: 'Texte de l’article',
    textHint_answer: 'Le Markdown est permis.',
    textHint_article: 'Le Markdown est permis ; un titre par sujet aide la recherche.',
    tooLong: 'Trop long pour une réponse fréquente : 4 000 caractères au plus. Faites-en un article.',
    test: 'Ajouter aux questions témoins',
    testHint: 'Les prochaines mesures diront si le chatbot ne la trouve plus.',
    said: 'Le chatbot avait répondu',
    approve: 'Approuver',
    drop: 'Écarter',
    approved: 'Approuvée : le chatbot s’en sert dès maintenant',
    approvedArticle: 'Approuvé : le chatbot s’appuie dessus dès maintenant',
    dropped: 'Réponse écartée',
  },
  revise: {
    open: 'Modifier',
    title: 'Modifier l’article',
    save: 'Enregistrer',
    hint: 'L’ancien texte reste consultable parmi les versions du document.',
    keepsPersonal: 'Les données personnelles de ce texte doivent y rester.',
    saved: 'Nouvelle version enregistrée',
  },
  personal: {
    title: 'Données personnelles',
    hint: 'Retirez-les du texte, ou cochez celles qui doivent y rester, par exemple le numéro du bureau.',
    theirs: 'vient de la personne qui demandait : à retirer',
    keep: 'Garder {{value}}',
    kind_EMAIL: 'adresse électronique',
    kind_PHONE: 'téléphone',
    kind_CARD: 'carte bancaire',
    kind_IBAN: 'compte bancaire',
    kind_SSN: 'sécurité sociale',
    kind_ADDRESS: 'adresse',
    kind_NAME: 'nom',
  },
  alike: {
    title: 'Déjà dit ailleurs',
    sameQuestion: 'Cette question a déjà une réponse fréquente.',
    sameAnswer: 'Une réponse fréquente dit presque la même chose.',
    passage: 'Un document le dit déjà : « {{title}} ».',
    article: 'Un article du bureau le dit déjà : « {{title}} ».',
    change_answer: 'Changer celle-ci plutôt que d’en ajouter une',
    change_article: 'En faire la nouvelle version de cet article',
    changeHint_answer:
      'Sa réponse devient celle d’ici, et votre question s’ajoute à celles qu’elle reconnaît.',
    changeHint_article: 'Le texte d’ici prend sa place ; l’ancien reste parmi les versions.',
    openDocument: 'Ouvrir le passage',
  },
  errors: {
    proposed_already: {
      title: 'Une réponse est déjà proposée pour ce message',
      advice: 'Elle attend dans « Réponses proposées », où elle se modifie.',
    },
    dropped: {
      title: 'Une réponse à ce message a été écartée',
      advice: 'Sous « Réponses proposées », « Écartées », elle peut être remise en attente.',
    },
    decided: {
      title: 'Quelqu’un a déjà décidé',
      advice: 'Rechargez la liste pour voir ce qu’elle est devenue.',
    },
    nothing_said: {
      title: 'Il manque la question ou la réponse',
      advice: 'Écrivez les deux : ce que vous avez tapé est gardé.',
    },
    personal: {
      title: 'Des données personnelles sont encore dans le texte',
      advice: 'Retirez-les, ou cochez celles que vous gardez en connaissance de cause.',
    },
    theirs: {
      title: 'Le texte contient des données de la personne qui demandait',
      advice: 'Retirez-les : une réponse sert à tous les visiteurs.',
    },
    too_long: {
      title: 'Cette réponse est trop longue',
      advice: 'Une réponse fréquente a 4 000 caractères au plus : raccourcissez-la, ou faites-en un article.',
    },
    no_article: {
      title: 'Il n’y a pas d’article à modifier',
      advice: 'Son document a peut-être été supprimé.',
    },
    question_answered: {
      title: 'Cette question a déjà une réponse fréquente',
      advice: 'Cochez « Changer celle-ci », ou posez la question autrement.',
    },
    answers_full: {
      title: 'Ce chatbot a autant de réponses fréquentes qu’il peut en avoir',
      advice: 'Supprimez celles qui ne servent plus, ou faites-en un article.',
    },
    tests_full: {
      title: 'Ce chatbot a autant de questions témoins qu’il peut en avoir',
      advice: 'Décochez « Ajouter aux questions témoins », ou supprimez-en une.',
    },
    answers_off: {
      title: 'Les réponses fréquentes sont hors service pour ce client',
      advice: 'Remettez-les en service dans Réglages → Modules, puis approuvez.',
    },
  },
  help: {
    title: 'Les réponses proposées',
    summary: 'Corriger un chatbot, et qu’il retienne la correction.',
    body: `Quand une réponse est fausse, incomplète ou absente, dites la bonne : elle devient une **proposition**. Rien ne change tant que personne ne l’a approuvée.

## Proposer

- Dans **Conversations**, ouvrez un échange et choisissez **Corriger** sous une réponse du chatbot, puis écrivez la bonne.
- Sous ce qu’une personne du bureau a écrit elle-même, **Proposer cette réponse** la reprend.
- Sous **Sans réponse**, **Répondre** fait de même.

La question est reprise telle qu’elle se comprend seule. Aucun modèle n’est interrogé : c’est immédiat, et rien ne sort.

## Relire et approuver

Sous **Réponses proposées**, les personnes qui gèrent les connaissances modifient le texte, puis **approuvent** ou **écartent**. Approuvée, elle sert dès la question suivante, de l’une de deux façons :

- **Réponse fréquente** : dite mot pour mot à qui pose cette question.
- **Article** : un document à part dans les connaissances. Le chatbot le cherche et le cite comme les autres ; la source dit « bureau » et la date. Un article se modifie depuis **Approuvées** : chaque changement en fait une nouvelle version, et l’ancienne reste consultable.

Écartée, elle n’est plus proposée ; elle peut être remise en attente.

Si une réponse fréquente ou un document dit déjà la même chose, Foyer le montre et propose de changer celle qui existe.

## Questions témoins

Tant que la case **Ajouter aux questions témoins** reste cochée, la question rejoint les questions témoins : les mesures suivantes disent si la réponse se perd, par exemple après une suppression.

## Données personnelles

Ce qui identifie quelqu’un (téléphone, adresse, compte, nom de la personne) est marqué. Ce qui vient de la personne qui demandait doit être retiré. Le reste, comme le numéro du bureau, peut être gardé : vous le cochez.

## Quand quelqu’un demande à être oublié

Les propositions en attente ou écartées qui viennent de ses conversations sont effacées avec elles. Une réponse approuvée reste, puisqu’elle ne contient rien de cette personne, mais perd son lien d’origine.`,
  },
} as const;
